"""What a reader moves: sliders beside a picture that answers."""

from nnlib.explorers.activation import ActivationExplorer
from nnlib.explorers.depth import DepthExplorer
from nnlib.explorers.eight import EightExplorer
from nnlib.explorers.importance import ImportanceExplorer
from nnlib.explorers.learning import LearningExplorer
from nnlib.explorers.neuron import NeuronExplorer
from nnlib.explorers.overfitting import OverfittingExplorer
from nnlib.explorers.softmax import SoftmaxExplorer
from nnlib.explorers.troubles import TroublesExplorer

__all__ = [
    "ActivationExplorer",
    "DepthExplorer",
    "EightExplorer",
    "ImportanceExplorer",
    "LearningExplorer",
    "NeuronExplorer",
    "OverfittingExplorer",
    "SoftmaxExplorer",
    "TroublesExplorer",
]
