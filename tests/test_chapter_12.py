"""Chapter 12: its maths is right, its figures say what is true, and so does its text."""

import re
from itertools import pairwise, product
from pathlib import Path

import jupytext
import numpy as np
import pytest
from browser import visit, write
from front_end import FrontEnd
from scipy.signal import lfilter

from nncourse.draw.plane import grid
from nncourse.explorers import (
    LanguageExplorer,
    RatingExplorer,
    TicTacToeExplorer,
    VowelExplorer,
    language,
)
from nncourse.explorers import tictactoe as board
from nncourse.explorers import vowels as plane
from nncourse.messages import say
from nncourse.topics import languages, ratings, tictactoe, vowels
from nncourse.widgets.sound import SoundButton
from nnlib import Adam, Network, fit, numerical_gradient

BOOK = Path(__file__).parents[1] / "book" / "12_sound_text_ratings_games.md"
TEXT = BOOK.read_text(encoding="utf-8")


def run(text):
    """What the cells of a text define, without its figures and exercises."""
    notebook = {"print": lambda *_: None}
    for cell in jupytext.reads(text, fmt="md:myst").cells:
        code = cell.source
        tagged = (
            cell.metadata.get("tags") or 'predict("' in code or "nncourse.explorers import" in code
        )
        if cell.cell_type == "code" and not tagged:
            exec(code, notebook)
    return notebook


@pytest.fixture(scope="module")
def chapter():
    return run(TEXT)


@pytest.fixture(scope="module")
def known():
    return tictactoe.values()


@pytest.fixture(scope="module")
def heard():
    """The held-out speakers of the chapter, and the vowels that its network hears."""
    X, y = vowels.crowd(30, seed=1)
    return plane.listener().classify(X), y


def numbers(text):
    """The numbers of a caption."""
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("title", ["Sound", "Text", "Ratings", "Games"])
def test_each_part_runs_alone_after_the_first_cell(title):
    start, opening, *parts = re.split("^## ", TEXT, flags=re.MULTILINE)
    [part] = [part for part in parts if part.startswith(f"{title}:")]
    assert "recall" in run(f"{start}## {opening}## {part}")


# What the chapter writes is what nnlib has --------------------------------------------------------


def test_the_chapter_s_own_code_is_nnlib_s(chapter, known):
    for ours, theirs in zip(
        chapter["harmonics"]([270, 2290, 3010], 130),
        vowels.harmonics([270, 2290, 3010], 130),
        strict=True,
    ):
        np.testing.assert_allclose(ours, theirs)
    np.testing.assert_array_equal(chapter["pairs"]("Là-bas!"), languages.pairs("Là-bas!"))
    for ours, theirs in zip(
        (chapter["stars"], chapter["known"], chapter["held"]), ratings.table(), strict=True
    ):
        np.testing.assert_array_equal(ours, theirs)
    assert list(chapter["known_values"].items()) == list(known.items())
    np.testing.assert_array_equal(chapter["X"], tictactoe.inputs(list(known)))
    assert board.opinion(64) == pytest.approx(chapter["opinion"], abs=1e-6)


def test_the_chapter_s_networks_are_the_explorers_(chapter):
    X = vowels.crowd(3, seed=5)[0]
    mine = chapter["listener"](*vowels.crowd(60, seed=0))
    np.testing.assert_allclose(mine.predict(X), plane.listener().predict(X), atol=1e-9)
    guess = chapter["guess"]  # of the rating part, with five numbers
    U, V = ratings.learn(chapter["stars"], chapter["known"], 5)[-1]
    theirs = ratings.guess(U, V, chapter["stars"], chapter["known"])
    np.testing.assert_allclose(guess, theirs)


# Sound --------------------------------------------------------------------------------------------


def test_a_sound_is_a_train_of_clicks_through_three_resonators():
    formants = vowels.FORMANTS[0, 0]
    period = round(vowels.RATE / 130)
    clicks = np.tile(np.eye(period)[0], 60)
    for F, B in zip(formants, vowels.BANDWIDTHS, strict=True):
        r = np.exp(-np.pi * B / vowels.RATE)
        c = 2 * r * np.cos(2 * np.pi * F / vowels.RATE)
        clicks = lfilter([1 - c + r * r], [1, -c, r * r], clicks)
    steady = clicks[-period:] - clicks[-period:].mean()  # no tone at 0 Hz in ours
    samples = vowels.sound(formants, 130)[:period]
    np.testing.assert_allclose(samples, steady / np.abs(steady).max(), atol=1e-6)


def test_a_sound_lasts_as_asked_and_fits():
    samples = vowels.sound(vowels.FORMANTS[2, 4], 265, seconds=0.25)
    assert samples.shape == (4000,) and np.abs(samples).max() == 1


@pytest.mark.parametrize(("who", "vowel"), [(0, 0), (1, 4), (2, 7)])
def test_harmonics_are_loudest_beside_the_first_formant(who, vowel):
    f, strength = vowels.harmonics(vowels.FORMANTS[who, vowel], 100.0)
    assert abs(f[np.abs(strength).argmax()] - vowels.FORMANTS[who, vowel, 0]) <= 60
    assert f[0] == pytest.approx(100) and f[-1] == vowels.RATE / 2


def test_bands_are_means_of_power_and_know_no_loudness():
    formants = np.array([500.0, 1500.0, 2500.0])
    f, strength = vowels.harmonics(formants, 120)
    level = []
    for centre in range(200, 4001, 200):
        weights = [max(0, 1 - abs(tone - centre) / 250) for tone in f]
        power = sum(w * abs(s) ** 2 for w, s in zip(weights, strength, strict=True))
        level.append(np.log10(power / sum(weights)))
    assert vowels.bands(formants, 120) == pytest.approx(np.array(level) - np.mean(level))


def test_every_band_holds_a_tone_at_every_pitch_in_use():
    for pitch in np.linspace(0.85 * 130, 1.15 * 265, 50):
        assert np.isfinite(vowels.bands(vowels.FORMANTS[2], pitch)).all()


def test_speakers_are_the_averages_scaled_and_blurred():
    rng = np.random.default_rng(0)
    for _ in range(50):
        formants, pitch = vowels.speak(rng, 1)
        ratio = formants / vowels.FORMANTS[1]
        assert 0.92 * 0.97 < np.median(ratio) < 1.08 * 1.03
        assert 0.02 < ratio.std() < 0.07 and abs(pitch / 220 - 1) <= 0.15


def test_what_the_chapter_says_of_its_listeners(heard):
    guess, y = heard
    assert round(100 * np.mean(guess == y)) == 98
    adults = vowels.listener(*vowels.crowd(60, seed=0, who=(0, 1)))
    shares = []
    for who in range(3):
        X, y = vowels.crowd(30, seed=1, who=(who,))
        shares.append(round(100 * np.mean(adults.classify(X) == y)))
    assert shares == [98, 98, 54]


def test_what_the_chapter_says_of_other_speakers():
    shares = []
    for seed in range(10):
        X, y = vowels.crowd(60, seed=100 + seed, who=(0, 1))
        network = Network.from_sizes([20, 16, 10], "tanh", "softmax", seed=seed)
        fit(network, X, y, Adam(0.02), epochs=200, l2=0.001, seed=seed)
        X, y = vowels.crowd(30, seed=200 + seed, who=(2,))
        shares.append(round(100 * np.mean(network.classify(X) == y)))
    assert [min(shares), max(shares)] == [51, 74]


def test_what_the_chapter_says_of_the_plane():
    points = grid(plane.PLANE, 30)
    man, child = (plane.regions(f3, pitch)[0].ravel() for f3, pitch in [(3010, 130), (3500, 265)])
    seen = [k for k in range(10) if (man == k).any() and (child == k).any()]
    moved = np.array(
        [points[child == k].mean(axis=0) - points[man == k].mean(axis=0) for k in seen]
    )
    assert len(seen) == 9 and (moved[:, 0] > 0).all() and (moved[:, 1] > 0).sum() == 7
    for k, f3 in [(4, 2440), (9, 1690)]:  # hod and heard
        assert vowels.FORMANTS[0, k, 2] == f3
        heard = [
            plane.listener().classify(
                vowels.bands(np.array([[*vowels.FORMANTS[0, k, :2], f]]), 130.0)
            )
            for f in (3010, f3)
        ]
        assert heard[0] != k and heard[1] == k


@pytest.mark.parametrize("who", range(3))
def test_the_network_hears_every_average(who):
    p = plane.listener().predict(vowels.bands(vowels.FORMANTS[who], vowels.PITCH[who]))
    assert (p.argmax(axis=1) == np.arange(10)).all()


@pytest.fixture
def vowel():
    explorer = VowelExplorer()
    yield explorer
    explorer.close()


def test_the_caption_says_what_is_heard(vowel):
    vowel.set(voice="child", f1=1030, f2=1370, f3=3170)
    p = np.sort(plane.listener().predict(vowels.bands(vowels.FORMANTS[2, 4:5], 265.0))[0])
    wanted = [265, 1, 1030, 2, 1370, 3, 3170, p[-1], p[-2]]
    assert numbers(vowel.caption) == pytest.approx(wanted, abs=6e-3)
    assert "hears hod" in vowel.caption


def test_the_shades_are_what_would_be_heard_there(vowel):
    model = vowel.model(**vowel.state)
    for f1, f2 in [(300, 870), (700, 1100), (600, 1900)]:
        x = round((f1 - 200) / 1000 * 29), round((f2 - 600) / 2800 * 29)
        near = vowel.model(200 + x[0] * 1000 / 29, 600 + x[1] * 2800 / 29, 3010, "man")
        assert model["by_place"][x[1], x[0]] == near["p"].argmax()
    for k, place in enumerate(model["middles"]):
        if np.isfinite(place[0]):
            assert vowel.model(*place, 3010, "man")["p"].argmax() == k


@pytest.mark.parametrize("away", [(0, 0), (30, -90), (-100, 150), (0, -1000)])
def test_the_diamond_touches_no_word(vowel, away):
    heard = vowel.model(**vowel.state)["middles"]
    k = np.flatnonzero(np.isfinite(heard[:, 0]))[-1]
    f1, f2 = np.clip(np.round(heard[k] + away), plane.PLANE[::2], plane.PLANE[1::2])
    vowel.set(f1=f1, f2=f2)
    vowel.live.still()
    places = [vowel.artists.words[k].get_position(), (f1, f2)]
    middle, point = vowel.artists.plane.transData.transform(places)
    assert abs(middle[0] - point[0]) > 30 or abs(middle[1] - point[1]) > 20  # pixels
    assert plane.PLANE[2] < places[0][1] < plane.PLANE[3]


def test_the_diamond_is_dragged_and_steered(vowel):
    vowel.on_pointer("press", vowel.artists.plane, 733.3, 1092)
    assert (vowel.state["f1"], vowel.state["f2"]) == (730, 1090)
    vowel.on_pointer("drag", vowel.artists.plane, 5000, -5)
    assert (vowel.state["f1"], vowel.state["f2"]) == (1200, 600)
    vowel.on_pointer("drag", vowel.artists.spectrum, 300, 900)
    vowel.on_arrows(-1, 10)
    assert (vowel.state["f1"], vowel.state["f2"]) == (1190, 800)


def test_listen_sends_the_vowel_softly_and_without_clicks(vowel):
    [listen] = [part for part in vowel.children if isinstance(part, SoundButton)]
    sent = []
    listen.send = lambda content, buffers: sent.append((content, buffers))
    listen._handle_custom_msg({"listen": True}, [])
    [(content, [data])] = sent
    samples = np.frombuffer(data, "<f4")
    assert content == {"rate": vowels.RATE} and len(samples) == 0.6 * vowels.RATE
    assert samples[0] == samples[-1] == 0 and 0.2 < np.abs(samples).max() <= 0.25
    middle = slice(2000, 8000)
    np.testing.assert_allclose(samples[middle], 0.25 * vowel.sound()[middle], atol=1e-6)


# Text ---------------------------------------------------------------------------------------------


def test_the_declaration_is_whole_in_six_languages():
    counts = set()
    for name in languages.LANGUAGES:
        text = (languages.FOLDER / f"{languages.LANGUAGES[name]}.txt").read_text(encoding="utf-8")
        articles = text.strip().split("\n\n")
        counts.add((len(articles), *(len(article.split("\n")) for article in articles)))
        assert all(sentence.strip() for article in languages.articles(name) for sentence in article)
    [(n_articles, *paragraphs)] = counts  # the same form in all of them
    assert n_articles == 30 and sum(paragraphs) == 50
    assert languages.articles("English")[2] == [
        "Everyone has the right to life, liberty and the security of person."
    ]
    readme = (languages.FOLDER / "README.md").read_text(encoding="utf-8")
    assert all(f"`{code}.txt`" in readme for code in languages.LANGUAGES.values())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Là-bas", " la bas "), ("STRASSE, Straße", " strasse strasse "), ("œuvre 1948", " oeuvre ")],
)
def test_letters(text, wanted):
    assert languages.letters(text) == wanted


@pytest.mark.parametrize("text", ["", "  ", "1948?", "中文", "…"])
def test_a_text_without_letters_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match="no letter") as told:
        languages.pairs(text)
    assert str(told.value) == say("no_letters")


def test_pairs_are_counts_of_length_one():
    x = languages.pairs("to be or not to be")
    pairs = [a + b for a, b in pairwise(" to be or not to be ")]
    counts = [pairs.count(a + b) for a, b in product(languages.ALPHABET, repeat=2)]
    np.testing.assert_allclose(x, np.array(counts) / np.linalg.norm(counts))
    assert language.spoken(x.argmax()) in ("␣t", "to", "o␣", "␣b", "be", "e␣")


def test_what_the_chapter_says_of_its_reader():
    texts, y, article = languages.sentences()
    held = article % 3 == 0
    X = np.array([languages.pairs(text) for text in texts])
    network = language.reader()
    assert (network.classify(X[held]) == y[held]).sum() == held.sum() == 90
    counts = {}
    for n in (5, 20, 40):
        first = [languages.pairs(text[:n]) for text in np.array(texts)[held]]
        counts[n] = int((network.classify(first) == y[held]).sum())
    assert counts == {5: 72, 20: 86, 40: 88}
    names = [
        language.NAMES[k] for k in network.classify([*map(languages.pairs, language.EVERYDAY)])
    ]
    pairs = zip(language.EVERYDAY.items(), names, strict=True)
    wrong = [text for (text, right), name in pairs if name != right]
    assert wrong == ["Le train est encore en retard", "Bonjour mon ami"]


def test_the_bars_are_the_network_s_and_the_votes_add_up():
    explorer = LanguageExplorer(text="Guten Tag, the cat")
    model = explorer.model(**explorer.state)
    x = languages.pairs("Guten Tag, the cat")
    z = language.reader().forward(x[None]).z[-1][0]
    first, second = np.argsort(-z)[:2]
    W = language.reader().layers[0].W
    b = language.reader().layers[0].b
    votes = x * (W[:, first] - W[:, second])
    assert votes.sum() + b[first] - b[second] == pytest.approx(z[first] - z[second])
    assert np.abs(model["votes"]) == pytest.approx(np.sort(np.abs(votes))[::-1][:8])
    shares = np.exp(z) / np.exp(z).sum()
    assert numbers(explorer.caption) == pytest.approx(shares[[first, second]], abs=6e-3)
    assert explorer.caption.startswith(f"“Guten Tag, the cat”: {language.NAMES[first]} (")
    assert ". Pairs that speak for " in explorer.caption
    explorer.set(text="x")  # which stands nowhere in the articles: no pair speaks
    assert "speak" not in explorer.caption
    explorer.set(text=80 * "a")
    assert explorer.caption.startswith(f"“{60 * 'a'}…”: ")
    explorer.close()


def test_no_bar_and_no_letters_leave_the_axes():
    explorer = LanguageExplorer()
    explorer.live.still()
    right = explorer.figure.axes[1]
    tops = set()
    for text in (*languages.sentences()[0], *language.EVERYDAY, "i", "ci", "tya"):
        explorer.draw(**explorer.model(text))
        top = right.get_ylim()[1]
        tops.add(top)
        edge = top - 2 * top * 8 / right.bbox.height  # half a letter is 8 pixels high
        for bar, letters in zip(explorer.artists.votes, explorer.artists.pairs, strict=True):
            assert abs(bar.get_height()) <= abs(letters.get_position()[1]) <= edge, text
    assert min(tops) == language.REACH < 2 < max(tops)  # most bars are not tiny
    explorer.close()


def test_a_text_without_letters_leaves_the_last_picture():
    explorer = LanguageExplorer()
    page = FrontEnd(explorer.live)
    _, good = page.look()
    explorer.set(text="12 + 3")
    content, picture = page.rest()
    assert content["note"] == say("no_letters")
    np.testing.assert_array_equal(picture, good)
    explorer.close()


# Ratings ------------------------------------------------------------------------------------------


def test_slopes_of_embeddings_are_the_measured_ones():
    stars, known, _ = ratings.table()
    rng = np.random.default_rng(1)
    U = rng.normal(size=(30, 3))
    V = rng.normal(size=(20, 3))

    def loss(_):
        return np.square(ratings.predict(U, V, stars, known) - stars)[known].mean()

    for ours, w in zip(ratings.slopes(U, V, stars, known), (U, V), strict=True):
        np.testing.assert_allclose(ours, numerical_gradient(loss, w), atol=1e-8)


def test_what_the_chapter_says_of_its_ratings():
    stars, known, held = ratings.table()
    assert (known.sum(), held.sum()) == (423, 118) and not (known & held).any()
    assert round(ratings.error(stars, stars[known].mean(), held), 2) == 1.13
    said = {}
    for k in (1, 2, 5):
        U, V = ratings.learn(stars, known, k)[-1]
        guess = ratings.guess(U, V, stars, known)
        said[k] = [round(ratings.error(stars, guess, where), 2) for where in (known, held)]
    assert said == {1: [0.75, 0.77], 2: [0.44, 0.47], 5: [0.29, 0.85]}


def test_two_numbers_are_best_from_each_of_ten_starts():
    stars, known, held = ratings.table()
    for seed in range(10):
        held_out = []
        for k in (1, 2, 5):
            guess = ratings.guess(*ratings.learn(stars, known, k, seed=seed)[-1], stars, known)
            held_out.append(ratings.error(stars, guess, held))
        assert held_out[1] < held_out[0] and held_out[1] < held_out[2]


def test_turning_embeddings_changes_no_prediction():
    stars, known, _ = ratings.table()
    U, V = ratings.learn(stars, known)[-1]
    turn = np.array([[0.6, 0.8], [-0.8, 0.6]])
    np.testing.assert_allclose(
        ratings.predict(U @ turn, V @ turn, stars, known), ratings.predict(U, V, stars, known)
    )


@pytest.mark.parametrize(("step", "viewer"), [(0, 0), (100, 4), (100, 29)])
def test_the_caption_says_which_film_would_be_shown(step, viewer):
    explorer = RatingExplorer(step=step, viewer=viewer)
    stars, known, held = ratings.table()
    U, V = ratings.learn(stars, known)[step]
    guess = np.clip(stars[known].mean() + U @ V.T, 1, 5)
    unseen = np.where(known[viewer], -np.inf, guess[viewer])
    film = int(unseen.argmax())
    errors = [np.sqrt(np.square(guess - stars)[where].mean()) for where in (known, held)]
    wanted = [step, *errors, viewer, unseen.max()]
    if held[viewer, film]:
        wanted.append(stars[viewer, film])
    assert numbers(explorer.caption) == pytest.approx(wanted, abs=0.06)
    assert f"film {'ABCDEFGHIJKLMNOPQRST'[film]} next" in explorer.caption
    explorer.draw(**explorer.model(**explorer.state))
    artists = explorer.artists
    assert artists.next_film.get_xydata().tolist() == [V[film].tolist()]
    for dot, error in zip(artists.now, errors, strict=True):
        assert dot.get_xydata().tolist() == [[step, pytest.approx(error)]]
    [arrow] = artists.arrow.ax.patches
    assert arrow.get_zorder() < artists.films[0].get_zorder()  # it covers no letter
    explorer.close()


# Games --------------------------------------------------------------------------------------------


def worth(stones, turn):
    """Minimax written another way: X is 1 and maximises, O is -1 and minimises."""
    for i, j, k in tictactoe.LINES:
        if stones[i] and stones[i] == stones[j] == stones[k]:
            return stones[i]
    free = [i for i in range(9) if not stones[i]]
    results = [worth((*stones[:i], turn, *stones[i + 1 :]), -turn) for i in free]
    return (max if turn == 1 else min)(results, default=0)


def test_values_are_those_of_another_minimax(known):
    assert len(known) == 5478 and known[tictactoe.EMPTY] == 0
    rng = np.random.default_rng(0)
    deep = [p for p in known if p.count(0) <= 6]
    for i in rng.choice(len(deep), 300, replace=False):
        assert known[deep[i]] == worth(deep[i], 1)


def test_who_knows_the_values_never_loses(known):
    for mine in (True, False):
        ends = tictactoe.results(known, mine=mine)
        assert -1 not in ends and 1 in ends and 0 in ends


def test_what_the_chapter_says_of_its_player(known):
    opinion = board.opinion(64)
    games = [tictactoe.results(opinion, mine=mine) for mine in (True, False)]
    assert [ends.count(-1) for ends in games] == [0, 0]
    assert sum(map(len, games)) > 400
    assert tictactoe.player(known).parameters.size == 5441


def test_what_the_chapter_says_of_a_small_player(known):
    opinion = board.opinion(8)
    wrong = sum(abs(opinion[p] - known[p]) > 0.5 for p in known)
    assert 900 < wrong < 1150
    assert 20 <= tictactoe.results(opinion, mine=False).count(-1) < 30


@pytest.fixture
def play():
    explorer = TicTacToeExplorer()
    yield explorer
    explorer.close()


def test_a_click_plays_and_the_network_answers(play):
    page = FrontEnd(play.live)
    page.look()
    play.on_pointer("press", play.artists.board, 0.1, 2.2)
    play.on_pointer("drag", play.artists.board, 1.1, 2.2)
    model = play.model(**play.state)
    assert model["mine"] == [0] and len(model["others"]) == 1
    assert play.caption.startswith("You have X: top left. The network has O: ")
    answer = model["others"][0]
    position = tictactoe.play(tictactoe.EMPTY, 0)
    assert answer == tictactoe.choose(position, board.opinion(64))
    play.on_pointer("press", play.artists.board, *board.PLACES[answer])  # taken
    assert play.model(**play.state) == model
    play.new_game()
    assert play.state == play._start | dict(cursor=1)


def test_keys_move_the_cursor_and_the_space_bar_plays(play):
    page = FrontEnd(play.live)
    page.look()
    page.tell(key="ArrowUp", large=False)
    page.tell(key="ArrowRight", large=False)
    page.tell(key="ArrowRight", large=True)
    assert play.state["cursor"] == 3 and "The cursor is on: top right, worth" in play.caption
    page.tell(key=" ", large=False)
    assert play.model(**play.state)["mine"] == [2]
    assert play.caption.endswith("The cursor is on: top right.")


def test_the_worth_in_the_squares_is_the_network_s(play):
    play.set(moves=5, cursor=1)
    model = play.model(**play.state)
    for square, value in model["worths"].items():
        after = tictactoe.play(model["position"], square)
        assert value == -board.opinion(64)[after]
    assert numbers(play.caption) == pytest.approx([model["worths"].get(0, 0)], abs=0.051)


def test_the_network_may_start(play):
    play.set(starts="the network")
    model = play.model(**play.state)
    assert len(model["others"]) == 1 and not model["mine"]
    assert play.caption.startswith("You have O: none. The network has X: ")


def ends(explorer, path=()):
    """The captions of all games against the network, by their verdict."""
    model = explorer.model(**explorer.state | dict(moves=int("0" + "".join(map(str, path)))))
    if not model["worths"]:
        yield board._verdict_key(model["position"], {}), path
    for square in model["worths"]:
        yield from ends(explorer, (*path, square + 1))


@pytest.mark.parametrize("hidden", [8, 64])
@pytest.mark.parametrize("starts", ["you", "the network"])
def test_the_explorer_plays_the_games_that_were_counted(play, hidden, starts):
    play.set(hidden=hidden, starts=starts)
    verdicts = [verdict for verdict, _ in ends(play)]
    counted = tictactoe.results(board.opinion(hidden), mine=starts != "you")
    for verdict, end in [("you_won", -1), ("nobody_won", 0), ("you_lost", 1)]:
        assert verdicts.count(verdict) == counted.count(end)


def test_the_verdict_is_said(play):
    play.set(hidden=8)
    for verdict, path in ends(play):
        play.set(moves=int("".join(map(str, path))))
        assert say(verdict) in play.caption
        play.draw(**play.model(**play.state))
        assert play.artists.board.get_xlabel() == say(verdict)  # no word on numbers: none are left
    play.new_game()
    play.draw(**play.model(**play.state))
    assert play.artists.board.get_xlabel() == say("worth_for_you")


# In the browser -----------------------------------------------------------------------------------

CELL = "from nncourse.explorers import {0}\nexplorer = {0}()\nexplorer"


@pytest.mark.browser
def test_a_reader_listens_types_and_plays(chrome, lab):
    write(lab, "twelve.ipynb", *map(CELL.format, ["VowelExplorer", "LanguageExplorer"]),
          CELL.format("TicTacToeExplorer"))  # fmt: skip
    with visit(chrome, lab[1]["lab"]) as reader:
        reader.open("twelve.ipynb")
        reader.run()
        reader.explorers()
        page = reader.page
        button = page.get_by_role("button", name="Listen")
        for times in ("1", "2"):
            button.click()
            reader.until(lambda n=times: button.get_attribute("data-played") == n, "no sound")
        box = page.locator("input[list]")
        captions = page.locator(".nncourse-caption")
        box.fill("Ik heb het boek niet gelezen")
        reader.until(lambda: captions.nth(1).inner_text().find("”: Dutch") > 0, "not read")
        box.fill("?!")
        note = page.get_by_text(say("no_letters"))
        reader.until(lambda: note.count() > 0, "nothing said")
        canvas = page.locator("canvas").nth(2)
        size = canvas.bounding_box()
        canvas.click(position=dict(x=size["width"] / 2, y=0.45 * size["height"]))
        reader.until(lambda: "X: centre" in captions.nth(2).inner_text(), "not played")
        before = reader.value("explorer.state['moves']")
        for key in ("ArrowUp", "ArrowLeft", " "):
            page.keyboard.press(key)
        reader.until(lambda: reader.value("explorer.state['moves']") != before, "no key")
        page.get_by_role("button", name="New game").click()
        reader.until(lambda: "X: none" in captions.nth(2).inner_text(), "not cleared")
        assert not reader.complaints()
