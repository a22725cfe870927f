"""Ten vowels, made from published formants, and a network's inputs for them.

A formant is a resonance of the mouth and throat. Formants are in Hz, shape (..., 3): F1, F2, F3.
"""

import numpy as np

from nnlib.network import Network
from nnlib.optimizers import Adam
from nnlib.training import fit

WORDS = ("heed", "hid", "head", "had", "hod", "hawed", "hood", "who'd", "hud", "heard")
SPEAKERS = ("man", "woman", "child")
PITCH = (130.0, 220.0, 265.0)  # Hz: about the pitch of each speaker
# Averages over 33 men, 28 women and 15 children, shape (3, 10, 3). G. E. Peterson & H. L. Barney,
# "Control methods used in a study of the vowels", JASA 24 (1952), 175-184, table II.
FORMANTS = np.array(
    [  # man, woman, child
        [[270, 2290, 3010], [310, 2790, 3310], [370, 3200, 3730]],  # heed
        [[390, 1990, 2550], [430, 2480, 3070], [530, 2730, 3600]],  # hid
        [[530, 1840, 2480], [610, 2330, 2990], [690, 2610, 3570]],  # head
        [[660, 1720, 2410], [860, 2050, 2850], [1010, 2320, 3320]],  # had
        [[730, 1090, 2440], [850, 1220, 2810], [1030, 1370, 3170]],  # hod
        [[570, 840, 2410], [590, 920, 2710], [680, 1060, 3180]],  # hawed
        [[440, 1020, 2240], [470, 1160, 2680], [560, 1410, 3310]],  # hood
        [[300, 870, 2240], [370, 950, 2670], [430, 1170, 3260]],  # who'd
        [[640, 1190, 2390], [760, 1400, 2780], [850, 1590, 3360]],  # hud
        [[490, 1350, 1690], [500, 1640, 1960], [560, 1820, 2160]],  # heard
    ],
    dtype=float,
).swapaxes(0, 1)
RATE = 16_000  # samples per second
BANDWIDTHS = (80, 100, 150)  # Hz: how wide the three resonances are
CENTRES = np.arange(200, 4001, 200)  # Hz: the centres of the bands


def harmonics(formants, pitch):
    """The frequencies (n,) in a vowel, and the complex strength (..., n) of each.

    The voice is a train of clicks, of strength 1 at every multiple of its pitch; each formant F
    multiplies by (1 - c + r²) / (1 - c z + r² z²), with z = exp(-2πi f/RATE), r = exp(-π B/RATE)
    and c = 2 r cos(2π F/RATE): the digital resonator of D. H. Klatt, "Software for a
    cascade/parallel formant synthesizer", JASA 67 (1980), 971-995. The time between two clicks is
    a whole number of samples, which moves the pitch a little.
    """
    period = round(RATE / pitch)
    f = np.arange(1, period // 2 + 1) * RATE / period
    strength = 1
    z = np.exp(-2j * np.pi * f / RATE)
    for F, B in zip(np.moveaxis(np.asarray(formants), -1, 0), BANDWIDTHS, strict=True):
        r = np.exp(-np.pi * B / RATE)
        c = 2 * r * np.cos(2 * np.pi * F[..., None] / RATE)
        strength = strength * (1 - c + r * r) / (1 - c * z + r * r * z * z)
    return f, strength


def sound(formants, pitch, seconds=0.6):
    """The vowel as samples from -1 to 1, shape (seconds · RATE,), for one set of formants."""
    _, strength = harmonics(formants, pitch)
    period = np.fft.irfft(np.append(0, strength), round(RATE / pitch))
    samples = np.resize(period, round(seconds * RATE))
    return samples / np.abs(samples).max()


def bands(formants, pitch):
    """The network's inputs: 20 numbers, the loudness around each of ``CENTRES``.

    Each is log10 of the mean power of the harmonics within 250 Hz, weighted by nearness, minus the
    mean of all 20, so that a louder voice gives the same numbers: shape (..., 20).
    """
    f, strength = harmonics(formants, pitch)
    near = np.maximum(0, 1 - np.abs(f[:, None] - CENTRES) / 250)
    level = np.log10(np.abs(strength) ** 2 @ near / near.sum(axis=0))
    return level - level.mean(axis=-1, keepdims=True)


def speak(rng, who):
    """The ten vowels of a simulated speaker: formants (10, 3), and the pitch.

    The formants are the averages of ``who`` (0, 1, 2: man, woman, child) times a number from 0.92
    to 1.08, since a shorter vocal tract has higher resonances; then each varies by about 4 percent.
    """
    size = rng.uniform(0.92, 1.08)
    habits = rng.normal(1, 0.04, (10, 3))
    pitch = PITCH[who] * rng.uniform(0.85, 1.15)
    return FORMANTS[who] * size * habits, pitch


def crowd(n, seed, who=(0, 1, 2)):
    """n simulated speakers, of each kind in ``who`` in turn: X (10 n, 20), and their vowels y."""
    rng = np.random.default_rng(seed)
    X = []
    for i in range(n):
        formants, pitch = speak(rng, who[i % len(who)])
        X.append(bands(formants, pitch))
    return np.concatenate(X), np.tile(np.arange(10), n)


def listener(X, y):
    """A network with 16 hidden units, trained to tell the vowels ``y`` from their bands ``X``."""
    network = Network.from_sizes([20, 16, 10], "tanh", "softmax")
    fit(network, X, y, Adam(0.02), epochs=200, l2=0.001)
    return network
