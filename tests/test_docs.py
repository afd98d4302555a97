"""Documentation under test: every transcript, example and link is true."""

import doctest
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from graph import questions
from graph.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "data" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
BIN = Path(sys.executable).parent


def transcripts(path: Path) -> list[tuple[str, str]]:
    """Give (command, output) of each ``$`` line in the console blocks of a page."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


README = transcripts(ROOT / "README.md")


def run(command: str) -> str:
    """Run a shell line with `findings` of this environment, from another folder."""
    script = f'PATH="{BIN}:$PATH"; set -o pipefail; {command}'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode in {0, 141}, done.stderr
    return done.stdout


def test_readme_has_transcripts() -> None:
    """There is something to be held to."""
    assert len(README) >= 4


@pytest.mark.parametrize(("command", "output"), README, ids=[command for command, _ in README])
def test_readme_shows_true_output(command: str, output: str) -> None:
    """What README shows is what the command prints; a line of three dots stands for what is left out."""
    shown = "".join(".*" if line == "..." else re.escape(line + "\n") for line in output.splitlines())
    assert re.fullmatch(shown, run(command), re.DOTALL), run(command)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_python_examples_are_true(path: Path) -> None:
    """Every ``>>>`` of a page gives what stands below it."""
    assert doctest.testfile(str(path), module_relative=False).failed == 0


MODULES = [path for path in sorted((ROOT / "graph").rglob("*.py")) if ">>>" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_examples_of_modules_are_true(path: Path) -> None:
    """Every ``>>>`` of a docstring gives what stands below it."""
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    done = doctest.testmod(module)
    assert (done.failed, done.attempted > 0) == (0, True)


def test_readme_python_runs() -> None:
    """The Python of README runs as it stands."""
    code = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code
    for block in code:
        exec(compile(block, "README.md", "exec"), {})


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    """A link to a file of the project leads to a file that is there."""
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [] == [link for link in links if not (path.parent / link).exists()]


def test_readme_begins_with_the_two_commands() -> None:
    """The first commands of README are scripts/demo and scripts/test."""
    first = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    assert [line.split()[0] for line in first.splitlines()] == ["scripts/demo", "scripts/test"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_occurs_in_the_docs(name: str) -> None:
    """No command is a secret."""
    assert any(f"findings {name}" in page.read_text(encoding="utf-8") for page in PAGES)


@pytest.mark.parametrize("question", questions.list_all(), ids=lambda question: question.name)
def test_every_question_is_in_the_cookbook(question: questions.Question) -> None:
    """No question is missing from docs/queries.md, nor its example."""
    assert f"findings query {question.name} {question.example}".rstrip() in (ROOT / "docs/queries.md").read_text(
        "utf-8"
    )


def test_reference_is_in_step() -> None:
    """docs/vocabulary.md and docs/queries.md are what scripts/reference writes."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/reference", "--check"], capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stdout)


def test_every_dependency_has_its_reason() -> None:
    """CONTRIBUTING says why each package is there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[<>=\[]", line)[0] for line in project["dependencies"]]
    reasons = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert names
    assert [] == [name for name in names if name not in reasons]


def test_citation_names_the_version_of_the_data() -> None:
    """CITATION.cff is in step with the data."""
    from graph import store

    graph = store.from_files()
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {graph.version()}\n" in citation
    assert f'date-released: "{graph.date()}"' in citation
