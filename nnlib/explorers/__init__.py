"""What a reader moves: sliders beside a picture that answers."""

from nnlib.explorers.activation import ActivationExplorer
from nnlib.explorers.learning import LearningExplorer
from nnlib.explorers.neuron import NeuronExplorer
from nnlib.explorers.softmax import SoftmaxExplorer

__all__ = ["ActivationExplorer", "LearningExplorer", "NeuronExplorer", "SoftmaxExplorer"]
