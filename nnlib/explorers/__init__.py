"""What a reader moves: sliders beside a picture that answers."""

from nnlib.explorers.activation import ActivationExplorer
from nnlib.explorers.builder import BuilderExplorer
from nnlib.explorers.forward import ForwardExplorer
from nnlib.explorers.hidden_plane import FoldExplorer, UnfoldExplorer
from nnlib.explorers.hinges import HingeExplorer
from nnlib.explorers.learning import LearningExplorer
from nnlib.explorers.neuron import NeuronExplorer
from nnlib.explorers.parity import ParityExplorer
from nnlib.explorers.softmax import SoftmaxExplorer

__all__ = [
    "ActivationExplorer",
    "BuilderExplorer",
    "FoldExplorer",
    "ForwardExplorer",
    "HingeExplorer",
    "LearningExplorer",
    "NeuronExplorer",
    "ParityExplorer",
    "SoftmaxExplorer",
    "UnfoldExplorer",
]
