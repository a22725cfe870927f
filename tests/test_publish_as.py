"""`make publish-as` writes one address into every place that needs it."""

import re
import shutil
import sys
import tomllib
from itertools import chain

import pytest
import yaml
from commands import refused
from small_project import ROOT, publish_as
from test_links import complaints

TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in publish_as.FILES}


def published(root):
    """The OWNER/NAME in a checkout's pyproject.toml; "" before it is published."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    address = project.get("urls", {}).get("Repository", "")
    return address.removeprefix("https://github.com/")


@pytest.fixture
def checkout(tmp_path):
    """The files that have the address."""
    for name in publish_as.FILES:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_every_place_is_in_a_file_and_every_file_has_one():
    found = {name: [m[2] for m in publish_as.PLACE.finditer(text)] for name, text in TEXTS.items()}
    assert all(found.values())
    assert sorted(chain(*found.values())) == sorted(publish_as.PLACES)
    for name, text in TEXTS.items():
        assert text.count("published: ") == text.count("published end") == len(found[name])


def test_the_files_of_this_checkout_have_the_address_of_its_pyproject_or_none():
    address = published(ROOT)
    for text in TEXTS.values():
        if address:
            assert publish_as.filled(text, address) == text, "run `make publish-as` again"
        else:
            assert "OWNER" not in text.replace("NAME=OWNER/NAME", "")
            assert "mybinder" not in text


def test_a_published_checkout_is_right_in_every_place(checkout):
    publish_as.publish(checkout, "first-one/old.name")
    publish_as.publish(checkout, "somebody/a-course")
    texts = {name: (checkout / name).read_text(encoding="utf-8") for name in TEXTS}
    assert published(checkout) == "somebody/a-course"
    assert not any("first-one" in text or "old.name" in text for text in texts.values())
    address = "https://github.com/somebody/a-course"
    assert tomllib.loads(texts["pyproject.toml"])["project"]["urls"] == {"Repository": address}
    assert yaml.safe_load(texts["CITATION.cff"])["repository-code"] == address
    readme = texts["README.md"]
    assert f"git clone {address} && cd a-course && make lab\n" in readme
    assert f"{address}/actions/workflows/tests.yml/badge.svg" in readme
    assert f"%pip install --quiet git+{address}`" in readme
    assert (ROOT / ".github/workflows/tests.yml").exists()
    found = re.findall(r"https://[^)\s`]*a-course[^)\s`]*", readme)
    page = checkout / "README.md"
    links = "".join(f"[place]({link})\n" for link in found)
    assert len(found) >= 6 and complaints({page: links}, [page]) == []


def test_publishing_changes_the_marked_places_alone(checkout):
    publish_as.publish(checkout, "somebody/a-course")
    for name, text in TEXTS.items():
        after = (checkout / name).read_text(encoding="utf-8")
        assert publish_as.PLACE.sub("", after) == publish_as.PLACE.sub("", text)


def test_the_citation_is_the_course_s():
    citation = yaml.safe_load(TEXTS["CITATION.cff"])
    project = tomllib.loads(TEXTS["pyproject.toml"])["project"]
    assert citation["cff-version"] == "1.2.0" and citation["authors"]
    assert str(citation["version"]) == project["version"]
    assert citation["license"] == project["license"]
    assert TEXTS["README.md"].startswith(f"# {citation['title']}\n")


@pytest.mark.parametrize(
    "wrong", ["", "course", "a/b/c", "https://github.com/a/b", "a b/c", "-a/b", "a/b.git", "a/.."]
)
def test_another_form_gets_one_sentence_and_changes_nothing(wrong):
    said = refused([sys.executable, "tools/publish_as.py", *wrong.split(" ")], ROOT)
    assert "names no repository: write `make publish-as NAME=OWNER/NAME`" in said
    assert all((ROOT / name).read_text(encoding="utf-8") == text for name, text in TEXTS.items())
