"""Explorers: interactive figures with sliders."""

from nncourse.explorers.activation import ActivationExplorer
from nncourse.explorers.backprop import BackpropExplorer
from nncourse.explorers.builder import BuilderExplorer
from nncourse.explorers.class_loss import ClassLossExplorer
from nncourse.explorers.data_troubles import DataTroublesExplorer
from nncourse.explorers.depth import DepthExplorer
from nncourse.explorers.digits import DigitsExplorer
from nncourse.explorers.directions import DirectionsExplorer
from nncourse.explorers.forward import ForwardExplorer
from nncourse.explorers.hidden_plane import FoldExplorer, UnfoldExplorer
from nncourse.explorers.hinges import HingeExplorer
from nncourse.explorers.importance import ImportanceExplorer
from nncourse.explorers.language import LanguageExplorer
from nncourse.explorers.learning import LearningExplorer
from nncourse.explorers.learning_rate import LearningRateExplorer
from nncourse.explorers.line_fit import LineFitExplorer
from nncourse.explorers.neuron import NeuronExplorer
from nncourse.explorers.neuron_loss import NeuronLossExplorer
from nncourse.explorers.noise import NoiseExplorer
from nncourse.explorers.optimizer_race import OptimizerRaceExplorer
from nncourse.explorers.overfitting import OverfittingExplorer
from nncourse.explorers.parity import ParityExplorer
from nncourse.explorers.random_starts import RandomStartsExplorer
from nncourse.explorers.ratings import RatingExplorer
from nncourse.explorers.softmax import SoftmaxExplorer
from nncourse.explorers.threshold import ThresholdExplorer
from nncourse.explorers.tictactoe import TicTacToeExplorer
from nncourse.explorers.two_losses import TwoLossesExplorer
from nncourse.explorers.vowels import VowelExplorer
from nncourse.messages import say

RENAMED = {  # old name: module and new name
    "EightExplorer": ("nncourse.explorers", "RandomStartsExplorer"),
    "ForecastExplorer": ("nncourse.explorers", "TwoLossesExplorer"),
    "RaceExplorer": ("nncourse.explorers", "OptimizerRaceExplorer"),
    "RateExplorer": ("nncourse.explorers", "LearningRateExplorer"),
    "SquaresExplorer": ("nncourse.explorers", "LineFitExplorer"),
    "TroublesExplorer": ("nncourse.explorers", "DataTroublesExplorer"),
    "WatchExplorer": ("nncourse.explorers.training_runs", "TrainingRunsExplorer"),
}


def __getattr__(name):
    """Raise ImportError, with the new name, for the old name of an explorer."""
    if name not in RENAMED:
        raise AttributeError(f"module 'nncourse.explorers' has no attribute {name!r}")
    module, new = RENAMED[name]
    raise ImportError(say("renamed_explorer", old=name, module=module, new=new))


__all__ = [
    "ActivationExplorer",
    "BackpropExplorer",
    "BuilderExplorer",
    "ClassLossExplorer",
    "DataTroublesExplorer",
    "DepthExplorer",
    "DigitsExplorer",
    "DirectionsExplorer",
    "FoldExplorer",
    "ForwardExplorer",
    "HingeExplorer",
    "ImportanceExplorer",
    "LanguageExplorer",
    "LearningExplorer",
    "LearningRateExplorer",
    "LineFitExplorer",
    "NeuronExplorer",
    "NeuronLossExplorer",
    "NoiseExplorer",
    "OptimizerRaceExplorer",
    "OverfittingExplorer",
    "ParityExplorer",
    "RandomStartsExplorer",
    "RatingExplorer",
    "SoftmaxExplorer",
    "ThresholdExplorer",
    "TicTacToeExplorer",
    "TwoLossesExplorer",
    "UnfoldExplorer",
    "VowelExplorer",
]
