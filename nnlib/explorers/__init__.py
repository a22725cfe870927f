"""What a reader moves: sliders beside a picture that answers."""

from nnlib.explorers.activation import ActivationExplorer
from nnlib.explorers.builder import BuilderExplorer
from nnlib.explorers.hinges import HingeExplorer
from nnlib.explorers.language import LanguageExplorer
from nnlib.explorers.learning import LearningExplorer
from nnlib.explorers.neuron import NeuronExplorer
from nnlib.explorers.ratings import RatingExplorer
from nnlib.explorers.softmax import SoftmaxExplorer
from nnlib.explorers.tictactoe import TicTacToeExplorer
from nnlib.explorers.vowels import VowelExplorer

__all__ = [
    "ActivationExplorer",
    "BuilderExplorer",
    "HingeExplorer",
    "LanguageExplorer",
    "LearningExplorer",
    "NeuronExplorer",
    "RatingExplorer",
    "SoftmaxExplorer",
    "TicTacToeExplorer",
    "VowelExplorer",
]
