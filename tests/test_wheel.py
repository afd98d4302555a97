"""The wheel: it holds data and questions, and works from another folder."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the built wheel, its dependencies taken from this one; gives its bin folder."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT], check=True
    )
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    wheel = next(folder.glob("findings_graph-*.whl"))
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", wheel], check=True)
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    here = subprocess.run(
        [sys.executable, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(site) / "dependencies.pth").write_text(f"{here}\n", encoding="utf-8")
    return folder / "env" / "bin"


def _run(installed: Path, tmp_path: Path, *words: str) -> str:
    done = subprocess.run([installed / "findings", *words], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_wheel_names_the_data_version(installed: Path, tmp_path: Path) -> None:
    """`findings --version` names package and data."""
    assert _run(installed, tmp_path, "--version").startswith("findings 0.1.0, data 1.0.0")


def test_wheel_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    """What runs is the installed package with data of its own."""
    code = "from graph import resources; print(resources.DATA)"
    where = subprocess.run(
        [installed / "python", "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True
    ).stdout.strip()
    assert not where.startswith(str(ROOT))
    assert Path(where, "claims.ttl").is_file()


def test_wheel_answers_a_named_question(installed: Path, tmp_path: Path) -> None:
    """Data and questions are in the wheel."""
    rows = _run(installed, tmp_path, "query", "studies").splitlines()
    assert len(rows) == 12


def test_wheel_writes_the_page(installed: Path, tmp_path: Path) -> None:
    """Template, style and script are in the wheel."""
    _run(installed, tmp_path, "page", "-o", "page.html")
    assert "nine-ways-02-d" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_wheel_checks_itself(installed: Path, tmp_path: Path) -> None:
    """Shapes and checks are in the wheel, and the shipped data has no problem."""
    assert _run(installed, tmp_path, "check").startswith("no problems")


PAGE = """
from graph.serve import served, workbench
data = served.read()
for folder in (workbench.FOLDER, "nowhere"):
    page = workbench.page(data, folder)
    print(workbench.find_editor(folder) is not None, "<script src" in page, "</html>" in page)
"""


def test_wheel_has_the_workbench(installed: Path, tmp_path: Path) -> None:
    """With YASGUI if it was fetched before the wheel was built, and without it too."""
    done = subprocess.run(
        [installed / "python", "-c", PAGE], capture_output=True, text=True, cwd=tmp_path, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    fetched = (ROOT / "graph" / "assets" / "workbench" / "yasgui.js").is_file()
    assert done.stdout.splitlines() == [f"{fetched} {fetched} True", "False False True"]
