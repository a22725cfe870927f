"""What a screen reader hears of a page's figures and questions: Chromium's own computed tree."""

import re

ALL = ".nncourse-explorer, .nncourse-predict"
FOCUSABLE = "input, select, button, canvas, textarea, summary, a[href], [tabindex]"
WITH_VALUE = {"slider", "spinbutton", "combobox", "textbox", "searchbox", "checkbox", "switch"}
MAY_BE_EMPTY = {"textbox", "searchbox"}
WITHOUT = {"button", "image", "img", "radio", "link", "tab", "menuitem", "DisclosureTriangle"}
OTHERS = {"application", "group", "listbox", "option"}
ICON = "[\ue000-\uf8ff]"  # a letter of a font of icons
FIND = """([where, focusable]) => {
    const isSeen = (thing) => thing.checkVisibility({ visibilityProperty: true });
    const reached = (thing) => isSeen(thing) && !thing.disabled && thing.tabIndex >= 0;
    window.heard = [...document.querySelectorAll(where)]
        .flatMap((root) => [...root.querySelectorAll(focusable)].filter(reached));
    return window.heard.map((thing) => ({
        html: thing.outerHTML.slice(0, 120),
        figure: [...document.querySelectorAll(where)].findIndex((root) => root.contains(thing)),
        valueText: thing.getAttribute("aria-valuetext"), // told to screen readers, not to tools
    }));
}"""
# JupyterLab computes nothing for a cell out of view
SHOW = """async (number) => {
    window.heard[number].scrollIntoView({ block: "center" });
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}"""


def heard(page, where=ALL):
    """Each control that Tab reaches, in order: its HTML, and what is computed for it as a dict of
    role, name, value and description.
    """
    page.mouse.move(0, 0)  # over no number of a scenario, which hides what belongs to another
    things = page.evaluate(FIND, [where, FOCUSABLE])
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes = []
    figure = None
    for number, thing in enumerate(things):
        if thing["figure"] != figure:
            figure = thing["figure"]
            page.evaluate(SHOW, number)
        found = session.send("Runtime.evaluate", {"expression": f"window.heard[{number}]"})
        there = {"objectId": found["result"]["objectId"], "fetchRelatives": False}
        node = session.send("Accessibility.getPartialAXTree", there)["nodes"][0]
        said = _said(node)
        said["value"] = thing["valueText"] or said["value"]
        nodes.append((thing["html"], said))
    session.send("Accessibility.disable")
    session.detach()
    return nodes


def _said(node):
    """What is read out of one node of the tree."""
    parts = ("role", "name", "value", "description")
    said = {part: str(node.get(part, {}).get("value", "")) for part in parts}
    if node.get("ignored"):
        said["role"] = "nothing"
    for part in node.get("properties", []):
        if part["name"] in ("checked", "pressed"):
            said["value"] = str(part["value"].get("value", ""))
    return said


def unheard(page, where=ALL):
    """The controls that say too little, or what is no word, each with what is wrong."""
    return [
        f"{fault}: {html}" for html, said in heard(page, where) for fault in _faults(html, said)
    ]


def _faults(html, said):
    role = said["role"]
    if role not in WITH_VALUE | WITHOUT | OTHERS:
        yield f"its role is {role}"
    if not said["name"].strip():
        yield "no name"
    if role in WITH_VALUE - MAY_BE_EMPTY and not said["value"]:
        yield "no value"
    if role == "button" and "toggle" in html and not said["value"]:
        yield "not said whether it is down"
    if re.search(ICON, said["name"]) or said["description"] == "null":
        yield f"no words: {said}"
