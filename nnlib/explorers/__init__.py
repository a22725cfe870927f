"""What a reader moves: sliders beside a picture that answers."""

from nnlib.explorers.activation import ActivationExplorer
from nnlib.explorers.backprop import BackpropExplorer
from nnlib.explorers.builder import BuilderExplorer
from nnlib.explorers.directions import DirectionsExplorer
from nnlib.explorers.forward import ForwardExplorer
from nnlib.explorers.hidden_plane import FoldExplorer, UnfoldExplorer
from nnlib.explorers.hinges import HingeExplorer
from nnlib.explorers.learning import LearningExplorer
from nnlib.explorers.neuron import NeuronExplorer
from nnlib.explorers.noise import NoiseExplorer
from nnlib.explorers.race import RaceExplorer
from nnlib.explorers.rate import RateExplorer
from nnlib.explorers.softmax import SoftmaxExplorer

__all__ = [
    "ActivationExplorer",
    "BackpropExplorer",
    "BuilderExplorer",
    "DirectionsExplorer",
    "FoldExplorer",
    "ForwardExplorer",
    "HingeExplorer",
    "LearningExplorer",
    "NeuronExplorer",
    "NoiseExplorer",
    "RaceExplorer",
    "RateExplorer",
    "SoftmaxExplorer",
    "UnfoldExplorer",
]
