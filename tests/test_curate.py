"""The tutorial under test: an article made up for it, from a copy and sheets to checked Turtle and a page."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph import rdf

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "example"
PAGE = ROOT / "docs" / "curate.md"
BIN = Path(sys.executable).parent


def _transcripts() -> list[tuple[str, str]]:
    """Give (command, what it shows) of each ``$`` line, in order."""
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(command, shown) for command, _, shown in (part.partition("\n") for part in parts)]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str, str]]]:
    """The folder of the example after every command was run there, and (command, shown, said) of each."""
    folder = tmp_path_factory.mktemp("tutorial") / "example"
    shutil.copytree(EXAMPLE, folder)
    (folder / "reading-aloud.ttl").unlink()
    said = []
    for command, shown in _transcripts():
        script = f'PATH="{BIN}:$PATH"; {command}'
        done = subprocess.run(
            ["bash", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder, check=False
        )
        said.append((command, shown, done.stdout))
    return folder, said


def test_every_transcript_of_the_tutorial_is_true(played: tuple[Path, list[tuple[str, str, str]]]) -> None:
    """Each command, one after the other, shows what stands below it."""
    _, said = played
    assert len(said) >= 15
    assert [] == [(command, out) for command, shown, out in said if shown != out]


def test_the_example_comes_out_as_it_is_shipped(played: tuple[Path, list[tuple[str, str, str]]]) -> None:
    """From copy and sheets to Turtle: byte for byte what docs/example has."""
    folder, _ = played
    shipped = (EXAMPLE / "reading-aloud.ttl").read_bytes()
    assert shipped == (folder / "reading-aloud.ttl").read_bytes()
    assert shipped == rdf.canonical(rdf.read(EXAMPLE / "reading-aloud.ttl"))


def test_the_tutorial_ends_in_a_page(played: tuple[Path, list[tuple[str, str, str]]]) -> None:
    """One that has the claims of the example and not those that are shipped."""
    folder, _ = played
    page = (folder / "reading-aloud.html").read_text(encoding="utf-8")
    assert "Reading aloud leads to more calm evening." in page
    assert "secure attachment" not in page.casefold()


def test_the_example_is_labelled_as_one() -> None:
    """Whoever meets it alone sees that it is made up."""
    assert "invented" in (EXAMPLE / "copy.md").read_text(encoding="utf-8")
    assert "invented" in (EXAMPLE / "reading-aloud.ttl").read_text(encoding="utf-8")
    assert "invented" in (EXAMPLE / "friend.ttl").read_text(encoding="utf-8")


def test_no_sentence_of_the_copy_is_in_the_graph(played: tuple[Path, list[tuple[str, str, str]]]) -> None:
    """Not of the example either: a passage is a place and a digest."""
    from graph import passages

    folder, _ = played
    sentences = [s.text for s in passages.from_file(str(EXAMPLE / "copy.md")) if len(s.text.split()) > 6]
    assert len(sentences) > 5
    turtle = (folder / "reading-aloud.ttl").read_text(encoding="utf-8")
    assert [] == [text for text in sentences if text in turtle]
