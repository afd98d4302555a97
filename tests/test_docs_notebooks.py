"""Promises of docs/notebooks.md: every block runs, against a server that runs, and prints what stands below it."""

import contextlib
import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "notebooks.md"
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
WRITTEN = "http://127.0.0.1:7878"


def pairs(language: str) -> list[tuple[str, str]]:
    """Give each block of a language with the text below it."""
    return [
        (code, BLOCKS[place + 1][1])
        for place, (found, code) in enumerate(BLOCKS)
        if found == language and BLOCKS[place + 1][0] == "text"
    ]


def here(text: str, server) -> str:
    return text.replace(WRITTEN, f"http://127.0.0.1:{server.port}")


def transcripts() -> list[tuple[str, str]]:
    blocks = [code for language, code in BLOCKS if language == "console"]
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(part.partition("\n")[0], part.partition("\n")[2]) for part in parts]


@pytest.mark.parametrize(("language", "least"), [("python", 5), ("r", 3)])
def test_there_are_examples_and_each_says_what_it_prints(language: str, least: int) -> None:
    """No block of Python or R stands there without its output."""
    assert len(pairs(language)) == sum(found == language for found, _ in BLOCKS) >= least


def test_the_python_examples_print_what_is_shown(server) -> None:
    """One after the other, as in a notebook: SPARQLWrapper, the standard library, pandas, httpx."""
    names: dict[str, object] = {}
    for code, expected in pairs("python"):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(here(code, server), str(PAGE), "exec"), names)
        assert expected == printed.getvalue()


def _has_package(name: str) -> bool:
    asked = ["Rscript", "-e", f'quit(status = !requireNamespace("{name}", quietly = TRUE))']
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed: its examples were not run")
@pytest.mark.parametrize(("code", "expected"), pairs("r"))
def test_the_r_examples_print_what_is_shown(server, tmp_path: Path, code: str, expected: str) -> None:
    """Each by itself, with R alone; the one that loads a package, where that is installed."""
    for package in re.findall(r"library\((\w+)\)", code):
        if not _has_package(package):
            pytest.skip(f"the R package {package} is not installed")
    script = tmp_path / "example.R"
    script.write_text(here(code, server), encoding="utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", str(script)],
        capture_output=True, text=True, timeout=60, check=False, env=os.environ | {"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert (0, expected.split()) == (done.returncode, done.stdout.split()), done.stderr


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed: its examples were not run")
@pytest.mark.parametrize(("command", "expected"), transcripts(), ids=[command[:40] for command, _ in transcripts()])
def test_the_curl_examples_print_what_is_shown(server, tmp_path: Path, command: str, expected: str) -> None:
    """As they stand, in a shell."""
    script = f"set -o pipefail; {here(command, server)}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (expected, "") == (done.stdout, done.stderr)


def test_the_cells_for_jupyter_run_and_show_tables_and_pictures() -> None:
    """In a real kernel: HTML for rows, SVG for parts and, once the extension is loaded, for networks."""
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    cells = [nbformat.v4.new_code_cell(code) for language, code in BLOCKS if language == "jupyter"]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = [sorted(output.get("data", {})) for cell in notebook.cells for output in cell.outputs]
    assert [["text/html", "text/plain"], *[["image/svg+xml", "text/plain"]] * 2] == shown
