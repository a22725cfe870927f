"""Labels: the letters that are copied from a cache are those of the text."""

import numpy as np

from nncourse.draw import labels, style


def test_a_label_shows_its_own_text_after_thousands_of_others():
    figure = style.new_figure()
    ax = figure.subplots()
    some = [labels.Label(ax, 0, 0) for _ in range(60)]
    rng = np.random.default_rng(0)
    for _ in range(6000):  # the cache holds a thousand
        label = some[rng.integers(len(some))]
        label.set(text=str(rng.integers(-200, 200) / 10))
        if rng.random() < 0.5:
            label.set(fontsize=rng.choice([9, 11]))
        look = label.get_text(), *label._look()
        np.testing.assert_array_equal(labels._line(*look), labels._line.__wrapped__(*look))
