"""The contents of the stepper's diagram, panel and question: only numbers known so far."""

from nncourse.draw.names import b_name, fixed, tidy, w_name
from nncourse.draw.numbers import signed, sub
from nncourse.draw.rich_text import plain
from nncourse.draw.step_network import Shown
from nncourse.draw.step_panel import Panel, Row
from nncourse.explorers._backprop_questions import (
    FACTORS,
    NUMBER,
    SHOW,
    SIGN,
    SIGNS,
    choices,
    hint,
    question,
)
from nncourse.explorers._network_texts import (
    bias_texts,
    column_names,
    longest_texts,
    named_activations,
    weight_texts,
    with_looks,
)
from nncourse.messages import say, sentences

UNKNOWN = "?"
WIDEST = "−0.000"  # of the numbers that are computed


class Known:
    """The numbers computed by the steps so far: none that is asked for, none of later steps."""

    def __init__(self, steps, step, asked):
        done = steps[: step - 1] if asked else steps[:step]
        self.places = {(one.kind, one.place) for one in done}

    def has(self, kind, *place):
        """Whether the step of this kind has been done."""
        return (kind, place) in self.places


def shown_network(sizes, old, new, steps, step, now, asked, **_):
    """The contents of the diagram."""
    known = Known(steps, step, asked)
    kind = now.kind if now else ""
    ended = kind == "new_loss"
    stepped = known.has("update", *steps[-2].place)
    now_with = new if stepped else old
    trace = new.trace if ended else old.trace
    written = fixed if stepped else tidy
    on_line = two_decimals if stepped else tidy
    inside = [[[(tidy(value), "")] for value in trace.a[0][0]]]
    above = [[[(sub("x", i + 1), "muted")] for i in range(sizes[0])]]
    short_above = [above[0]]
    below = [[[]] * sizes[0]]
    short_below = [below[0]]
    filled = set()
    for k, layer in enumerate(now_with.network.layers):
        units = range(layer.n_out)
        inside.append([_inside(known, old, trace, now, asked, k, j) for j in units])
        activations = [_activation(known, trace, now, asked, k, j) for j in units]
        named, short_named = named_activations(old.network, k, activations)
        above.append(named)
        short_above.append(short_named)
        named, short_named = bias_texts(layer, k, written)
        below.append(named)
        short_below.append(short_named)
        filled |= {(k + 1, j) for j in units if known.has("delta", k, j) and not ended}
    current = set(now.edges) if now else set()
    return Shown(
        weights=[layer.W for layer in now_with.network.layers],
        inside=inside,
        above=above,
        short_above=short_above,
        below=below,
        short_below=short_below,
        longest=longest_texts(old.network, WIDEST),
        beside=list(_targets(old.y[0])),
        columns=column_names(old.network),
        numbers=weight_texts(now_with.network, current, on_line),
        current=current,
        ringed=set(now.units) if now else set(),
        filled=filled,
        back=bool(now) and now.back,
        direction=_direction(now),
        loss=_loss(known, old, new, kind, asked),
        widest=WIDEST,
    )


def two_decimals(value):
    """A weight after the step, short enough for its line; the table has all its decimals."""
    return signed(value, 2)


def _inside(known, old, trace, now, asked, k, j):
    """The text in a unit: z, later δ, or a question mark while one of them is asked for."""
    ended = now is not None and now.kind == "new_loss"
    if known.has("delta", k, j) and not ended:
        return [(fixed(old.gradients.delta[k][0, j]), "delta")]
    if asked and now.place == (k, j) and now.kind in ("sum", "delta"):
        return [(UNKNOWN, "strong")]
    if known.has("sum", k, j):
        return [(fixed(trace.z[k][0, j]), "z")]
    return []


def _activation(known, trace, now, asked, k, j):
    """The text above a unit: a, or a question mark while a is asked for."""
    if known.has("activation", k, j):
        return [(fixed(trace.a[k + 1][0, j]), "a")]
    if asked and now.kind == "activation" and now.place == (k, j):
        return [(UNKNOWN, "strong")]
    return []


def _targets(y):
    for j, value in enumerate(y):
        name = "y" if len(y) == 1 else sub("y", j + 1)
        yield [(f"{name} {tidy(value)}", "muted")]


def _direction(now):
    if now is None or not (now.back or now.kind == "update"):
        return say("forward_way")
    return say("back_way") if now.back else say("down_way")


def _loss(known, old, new, kind, asked):
    if not known.has("loss"):
        return [("L = ?", "strong")] if kind == "loss" else []
    if kind != "new_loss":
        return [(f"L = {fixed(old.loss)}", "")]
    after = UNKNOWN if asked else fixed(new.loss)
    return [(f"L {fixed(old.loss)} → {after}", "strong")]


def panel_of(old, new, steps, step, now, ask, verdict, asked, learning_rate, **_):
    """The contents of the panel beside the diagram."""
    n = len(steps)
    known = Known(steps, step, asked)
    title = say("chain_title_start", n=n)
    formulas = []
    if now is None:
        formulas = [with_looks(say("chain_legend"))]
    else:
        title = say("chain_title", step=step, n=n, title=now.title)
        formulas = list(_formulas(now, ask, verdict, asked))
    asking = [], [], []
    if ask != SHOW and now is not None:
        asking = _asking(ask, now, step, verdict)
    eta = tidy(learning_rate)
    last = [(say("chain_last_open", eta=eta), "muted")]
    if known.has("new_loss"):
        change = say("chain_last", eta=eta, before=fixed(old.loss), after=fixed(new.loss))
        last = [(change, "strong")]
    rows = _rows(known, old, new, steps, now, ask, asked)
    heads = [say("chain_came_in"), "δ", say("chain_slope"), say("chain_new")]
    return Panel(
        title=title,
        formulas=formulas,
        question=asking[0],
        choices=asking[1],
        said=asking[2],
        table=say("chain_table"),
        heads=heads,
        rows=rows,
        last=last,
        window=lambda first, last: _window(first, last, len(rows)),
    )


def _window(first, last, n):
    """What to say of the rows shown, from the longest text to the shortest."""
    if first == last:
        return [say("chain_row", row=first, n=n), say("chain_rows_short", rows=first, n=n)]
    short = say("chain_rows_short", rows=f"{first}–{last}", n=n)
    return [say("chain_rows", first=first, last=last, n=n), short]


def _formulas(now, ask, verdict, asked):
    """Yield the formula in symbols, in numbers, and the result, as far as the question allows."""
    value = [(" = ", ""), (fixed(now.value), "strong")]
    name = [*now.name, (" = ", "")]
    if asked and ask == FACTORS:
        yield [*name, (UNKNOWN, "strong")]
        return
    yield [*name, *now.symbols]
    if asked:
        if verdict.hint:
            yield [("= ", ""), *now.numbers, (" = ?", "strong")]
        return
    yield [("= ", ""), *now.numbers, *value]


def _asking(ask, now, step, verdict):
    """The question, the answers to choose from, and the comment on the last answer."""
    said = []
    if verdict.right:
        if now.kind != "new_loss":
            said.append([(say("chain_go_on"), "muted")])
        return [(say("chain_right_in_short"), "strong")], [], said
    options = []
    if ask == FACTORS:
        for choice in choices(now, step):
            options.append((choice.letter, [(f"{choice.letter}  ", "strong"), *choice.formula]))
    if ask == SIGN:
        options = [(sign, [(sign, "strong")]) for sign in SIGNS]
    if verdict.said:
        said.append([(verdict.said, "")])
    if verdict.hint and ask == FACTORS:
        said.append([(say("chain_hint_is", hint=hint(ask, now)), "muted")])
    if ask == NUMBER and not said:
        said.append([(say("type_it"), "muted")])
    return [(question(ask, now), "strong")], options, said


def asked_text(ask, now, step, verdict):
    """The question with its choices, verdict and hint, for the sentence under the picture."""
    said = [question(ask, now)]
    if ask == FACTORS:
        for one in choices(now, step):
            told = say("titled", title=one.letter, words=plain(one.formula))
            said.append(say("full_stop", words=told))
    said.append(verdict.said)
    if verdict.hint:
        said.append(say("chain_hint_is", hint=hint(ask, now)))
    if not verdict.said and not verdict.hint:
        keys = {FACTORS: "chain_choose", SIGN: "chain_choose_sign", NUMBER: "type_it"}
        said.append(say(keys[ask]))
    return sentences(*said)


def _rows(known, old, new, steps, now, ask, asked):
    """A row for each weight and bias, in the order of the backward pass."""
    rows = []
    stepped = known.has("update", *steps[-2].place)
    for one in steps:
        if one.kind not in ("weight", "bias"):
            continue
        k, j = one.place[0], one.place[-1]
        is_now = one is now
        cells = [[w_name(*one.place) if one.kind == "weight" else b_name(*one.place)]]
        has_delta = known.has("delta", k, j)
        if is_now and asked and ask == FACTORS:  # the factors are the answer
            cells += [[], []]
        else:
            cells.append(_came_in(known, old, one))
            cells.append([(fixed(old.gradients.delta[k][0, j]), "delta")] if has_delta else [])
        slope = []
        if known.has(one.kind, *one.place):
            slope = [(fixed(one.value), "strong" if is_now else "")]
        elif is_now:
            slope = [(UNKNOWN, "strong")]
        cells.append(slope)
        cells.append([(fixed(_after(new, one)), "")] if stepped else [])
        is_example = now is not None and now.kind == "update" and one.place == now.place
        rows.append(Row(cells, is_now or is_example))
    return rows


def _after(new, one):
    """A parameter's value after the step down."""
    layer = new.network.layers[one.place[0]]
    return layer.W[one.place[1:]] if one.kind == "weight" else layer.b[one.place[-1]]


def _came_in(known, old, one):
    if one.kind == "bias":
        return [("1", "")]
    k, i, _ = one.place
    if k == 0:
        return [(tidy(old.trace.a[0][0, i]), "")]
    return [(fixed(old.trace.a[k][0, i]), "a")] if known.has("activation", k - 1, i) else []
