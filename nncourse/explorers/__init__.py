"""What a reader moves: sliders beside a picture that answers."""

from nncourse.explorers.activation import ActivationExplorer
from nncourse.explorers.backprop import BackpropExplorer
from nncourse.explorers.builder import BuilderExplorer
from nncourse.explorers.class_loss import ClassLossExplorer
from nncourse.explorers.depth import DepthExplorer
from nncourse.explorers.digits import DigitsExplorer
from nncourse.explorers.directions import DirectionsExplorer
from nncourse.explorers.eight import EightExplorer
from nncourse.explorers.forecast import ForecastExplorer
from nncourse.explorers.forward import ForwardExplorer
from nncourse.explorers.hidden_plane import FoldExplorer, UnfoldExplorer
from nncourse.explorers.hinges import HingeExplorer
from nncourse.explorers.importance import ImportanceExplorer
from nncourse.explorers.language import LanguageExplorer
from nncourse.explorers.learning import LearningExplorer
from nncourse.explorers.neuron import NeuronExplorer
from nncourse.explorers.neuron_loss import NeuronLossExplorer
from nncourse.explorers.noise import NoiseExplorer
from nncourse.explorers.overfitting import OverfittingExplorer
from nncourse.explorers.parity import ParityExplorer
from nncourse.explorers.race import RaceExplorer
from nncourse.explorers.rate import RateExplorer
from nncourse.explorers.ratings import RatingExplorer
from nncourse.explorers.softmax import SoftmaxExplorer
from nncourse.explorers.squares import SquaresExplorer
from nncourse.explorers.threshold import ThresholdExplorer
from nncourse.explorers.tictactoe import TicTacToeExplorer
from nncourse.explorers.troubles import TroublesExplorer
from nncourse.explorers.vowels import VowelExplorer

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
