"""What a reader moves: sliders beside a picture that answers."""

from nnlib.explorers.learning import LearningExplorer
from nnlib.explorers.neuron import NeuronExplorer

__all__ = ["LearningExplorer", "NeuronExplorer"]
