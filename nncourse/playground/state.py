"""The playground's state, typed: the values of all its controls, in their order."""

from dataclasses import asdict, dataclass

VIEWS = (  # controls that make no difference to a run
    "epoch",
    "other",
    "unit",
    "probe",
    "show_test",
    "discrete",
    "see_other",
    "speed",
    "stop",
    "drawn_class",
)
DEEPEST = 6  # hidden layers


@dataclass(frozen=True)
class State:
    """One value for each control of ``controls.make_controls``."""

    epoch: int
    speed: int
    stop: str
    data: str
    noise: int
    share: int
    sample: int
    drawn_class: int
    show_test: bool
    discrete: bool
    see_other: bool
    layers: int
    u1: int
    u2: int
    u3: int
    u4: int
    u5: int
    u6: int
    a1: str
    a2: str
    a3: str
    a4: str
    a5: str
    a6: str
    loss: str
    init: str
    weights: int
    optimizer: str
    rate: float
    batch: int
    penalty: str
    strength: float
    dropout: float
    features: str
    own: str
    columns: str
    changes: str
    other: str
    unit: str
    probe: str

    @property
    def units(self):
        """The number of units in each hidden layer of the network."""
        return tuple(getattr(self, f"u{k + 1}") for k in range(self.layers))

    @property
    def activations(self):
        """The activation of each hidden layer of the network."""
        return tuple(getattr(self, f"a{k + 1}") for k in range(self.layers))

    def of_run(self):
        """The values that determine a run, as a dict: all except those of ``VIEWS``."""
        return {name: value for name, value in asdict(self).items() if name not in VIEWS}
