"""Look for misspelt words everywhere, and for American spelling in the prose, which is British."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PROSE = ["README.md", "CONTRIBUTING.md", "benchmarks/README.md", "book", "appendix"]
MESSAGES = "nncourse/messages"
# As good in British: a computer's program, a story, a meter on a wall, practice, to license
MEANT = (
    "program,programs,story,stories,meter,meters,practice,practices,license,licensed,licenses,"
    "licensing,biased,focused,focuses,focusing,routing,writable,"
    "math,optimizer,optimizers"  # a name in code; and what all the field writes
)
# Code, in blocks and in lines, keeps its names; titles of works, in quotes or italics, theirs
BLOCKS = r"^```.*?^```"
PIECES = r'`[^`\n]+`|"[^"\n]+"|\*[^*\n]+\*'


def american():
    """Codespell's list from British to American words, turned around."""
    british = files("codespell_lib") / "data" / "dictionary_en-GB_to_en-US.txt"
    pairs = (line.split("->") for line in british.read_text("utf-8").splitlines())
    return "".join(f"{word}->{old}\n" for old, new in pairs for word in new.split(", "))


def codespell(folder, *arguments):
    """What codespell says of files in a folder; its settings are in pyproject.toml."""
    command = [sys.executable, "-m", "codespell_lib", "--toml", ROOT / "pyproject.toml"]
    ran = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True)
    return ran.stdout + ran.stderr


def look(folder):
    """A line for every word that is to be changed in a checkout."""
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
        )


if __name__ == "__main__":
    found = look(ROOT)
    print(found, end="")
    sys.exit(bool(found))
