"""What a reader moves: sliders beside a picture that answers."""

from nnlib.explorers.activation import ActivationExplorer
from nnlib.explorers.backprop import BackpropExplorer
from nnlib.explorers.builder import BuilderExplorer
from nnlib.explorers.class_loss import ClassLossExplorer
from nnlib.explorers.depth import DepthExplorer
from nnlib.explorers.digits import DigitsExplorer
from nnlib.explorers.directions import DirectionsExplorer
from nnlib.explorers.eight import EightExplorer
from nnlib.explorers.forecast import ForecastExplorer
from nnlib.explorers.forward import ForwardExplorer
from nnlib.explorers.hidden_plane import FoldExplorer, UnfoldExplorer
from nnlib.explorers.hinges import HingeExplorer
from nnlib.explorers.importance import ImportanceExplorer
from nnlib.explorers.language import LanguageExplorer
from nnlib.explorers.learning import LearningExplorer
from nnlib.explorers.neuron import NeuronExplorer
from nnlib.explorers.neuron_loss import NeuronLossExplorer
from nnlib.explorers.noise import NoiseExplorer
from nnlib.explorers.overfitting import OverfittingExplorer
from nnlib.explorers.parity import ParityExplorer
from nnlib.explorers.race import RaceExplorer
from nnlib.explorers.rate import RateExplorer
from nnlib.explorers.ratings import RatingExplorer
from nnlib.explorers.softmax import SoftmaxExplorer
from nnlib.explorers.squares import SquaresExplorer
from nnlib.explorers.threshold import ThresholdExplorer
from nnlib.explorers.tictactoe import TicTacToeExplorer
from nnlib.explorers.troubles import TroublesExplorer
from nnlib.explorers.vowels import VowelExplorer

__all__ = [
    "ActivationExplorer",
    "BackpropExplorer",
    "BuilderExplorer",
    "ClassLossExplorer",
    "DepthExplorer",
    "DigitsExplorer",
    "DirectionsExplorer",
    "EightExplorer",
    "FoldExplorer",
    "ForecastExplorer",
    "ForwardExplorer",
    "HingeExplorer",
    "ImportanceExplorer",
    "LanguageExplorer",
    "LearningExplorer",
    "NeuronExplorer",
    "NeuronLossExplorer",
    "NoiseExplorer",
    "OverfittingExplorer",
    "ParityExplorer",
    "RaceExplorer",
    "RateExplorer",
    "RatingExplorer",
    "SoftmaxExplorer",
    "SquaresExplorer",
    "ThresholdExplorer",
    "TicTacToeExplorer",
    "TroublesExplorer",
    "UnfoldExplorer",
    "VowelExplorer",
]
