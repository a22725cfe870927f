"""Find misspelt words everywhere, and American spelling and odd wording in the prose."""

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PROSE = ["README.md", "CONTRIBUTING.md", "benchmarks/README.md", "book", "appendix"]
MESSAGES = "nncourse/messages/en"
# Also British: a computer's program, a story, a meter on a wall, practice, to license
MEANT = (
    "program,programs,story,stories,meter,meters,practice,practices,license,licensed,licenses,"
    "licensing,biased,focused,focuses,focusing,routing,writable,"
    "math,optimizer,optimizers"  # a name in code, and the field's spelling
)
# Not checked: blocks and pieces of code, and titles of works in quotes or italics
BLOCKS = r"^```.*?^```"
PIECES = r'`[^`\n]+`|"[^"\n]+"|\*[^*\n]+\*'
# Unidiomatic wording, and what to write instead
WORDING = {
    r"anew": "again",
    r"amid": "among",
    r"to and fro": "back and forth",
    r"(is|are) to be seen": "shows",
    r"by lot": "at random",
    r"(take|takes|taken|took|taking)( \w+)? off": "subtract",
    r"(is|are|was) parted|parted by|cannot part": "separate",
    r"digits? after the point": "decimals",
    r"in eights": "in batches of 8",
    r"(order|weights), number": "the name of what is numbered",
    r"epochs a frame": "epochs per frame",
    r"turns? (the|its) signs?": "change the sign",
    r"of one's own": "your own",
    r"the least there is": "the lowest",
    r"beyond all numbers": "infinite",
    r"knows no": "has no",
    r"gives? back": "return",
    r"whatever (goes|comes) in": "for every input",
    r"as it stands": "in this form",
    r"work it out once more": "compute it again",
    r"to the last digit": "exactly, or to so many decimals",
}


def american():
    """Codespell's list from British to American words, reversed."""
    british = files("codespell_lib") / "data" / "dictionary_en-GB_to_en-US.txt"
    pairs = (line.split("->") for line in british.read_text("utf-8").splitlines())
    return "".join(f"{word}->{old}\n" for old, new in pairs for word in new.split(", "))


def codespell(folder, *arguments):
    """The output of codespell in a folder, with the settings in pyproject.toml."""
    command = [sys.executable, "-m", "codespell_lib", "--toml", ROOT / "pyproject.toml"]
    ran = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True)
    return ran.stdout + ran.stderr


def odd_wording(folder):
    """A line for each use of ``WORDING`` in the prose, outside code, and in the messages."""
    found = ""
    for name in [*PROSE, MESSAGES, "nnlib/messages/en.py"]:
        place = folder / name
        for path in sorted(place.glob("*.*")) if place.is_dir() else [place] * place.exists():
            text = re.sub(BLOCKS, _blank, path.read_text(encoding="utf-8"), flags=re.M | re.S)
            name = path.relative_to(folder).as_posix()
            for number, line in enumerate(text.splitlines(), 1):
                for wording, better in WORDING.items():
                    for odd in re.finditer(rf"\b({wording})\b", line, re.IGNORECASE):
                        found += f"./{name}:{number}: {odd[0]} ==> {better}\n"
    return found


def _blank(block):
    """As many empty lines as a block of code has."""
    return "\n" * block[0].count("\n")


def look(folder):
    """A line for every word to change in a checkout."""
    with TemporaryDirectory() as scratch:
        words = Path(scratch) / "american.txt"
        words.write_text(american(), encoding="utf-8")
        dictionary = ["--dictionary", words, "--ignore-words-list", MEANT]
        prose = [name for name in PROSE if (folder / name).exists()]
        skipped = ["--ignore-multiline-regex", f"(?m){BLOCKS}", "--ignore-regex", PIECES]
        return (
            codespell(folder, ".")
            + codespell(folder, *dictionary, *skipped, *prose)
            + codespell(folder, *dictionary, MESSAGES)
            + odd_wording(folder)
        )


if __name__ == "__main__":
    found = look(ROOT)
    print(found, end="")
    sys.exit(bool(found))
