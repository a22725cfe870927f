// A cell's editor: CodeMirror, in the place of the printed code and at its size.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// The style sheet has the colours, for both themes.
const looks = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], class: "nn-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "nn-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "nn-number" },
  { tag: tags.comment, class: "nn-comment" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "nn-definition" },
  { tag: tags.operator, class: "nn-operator" },
]);

export function makeEditor(place, code, { label, changed, run, runAndGo }) {
  const keys = [
    { key: "Shift-Enter", run: () => (runAndGo(), true) },
    { key: "Mod-Enter", run: () => (run(), true) },
    // Escape gives the Tab key back to the page, for those who have no mouse.
    { key: "Escape", run: (view) => (view.contentDOM.blur(), true) },
  ];
  return new EditorView({
    parent: place,
    state: EditorState.create({
      doc: code,
      extensions: [
        Prec.highest(keymap.of(keys)),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        history(),
        drawSelection(),
        closeBrackets(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("    "),
        python(),
        syntaxHighlighting(looks),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
      ],
    }),
  });
}

export function setCode(editor, code) {
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: code } });
}
