"""Promises of scripts/workbench: what is fetched, from where, with which licenses, and that nothing depends on it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCK = json.loads((ROOT / "workbench" / "package-lock.json").read_text(encoding="utf-8"))
NPM = """#!/bin/sh
mkdir -p node_modules/@zazuko/yasgui/build node_modules/left
printf 'code();\\n//# sourceMappingURL=x.map' > node_modules/@zazuko/yasgui/build/yasgui.min.js
printf '.yasgui{}' > node_modules/@zazuko/yasgui/build/yasgui.min.css
printf '%s' '{"name":"@zazuko/yasgui","version":"1.2.3","license":"MIT",' \
  '"author":"Ann <a@b>","contributors":[{"name":"Bo"}]}' > node_modules/@zazuko/yasgui/package.json
printf '{"name":"left","version":"4.5.6","license":"ISC"}' > node_modules/left/package.json
printf 'ISC, whole' > node_modules/left/LICENSE
echo "$@" >> "$LOG"
exit "${CODE:-0}"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with what the script needs, and an npm that fetches nothing."""
    for name in ("scripts/workbench", "workbench/package.json", "workbench/package-lock.json", "LICENSE"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "graph" / "assets").mkdir(parents=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "npm").write_text(NPM, encoding="utf-8")
    (tmp_path / "bin" / "npm").chmod(0o755)
    return tmp_path


def make(checkout: Path, *words: str, path: str = "", code: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the script."""
    env = {"PATH": path or f"{checkout / 'bin'}:{os.environ['PATH']}", "LOG": str(checkout / "log"), "CODE": code}
    command = [sys.executable, str(checkout / "scripts" / "workbench"), *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def test_it_puts_script_style_and_licenses_in_place(checkout: Path) -> None:
    """Without the hint to a map that is not there; nobody's install scripts run; a second time it has nothing to do."""
    assert 0 == make(checkout).returncode
    folder = checkout / "graph" / "assets" / "workbench"
    assert "code();" == (folder / "yasgui.js").read_text("utf-8")
    assert ".yasgui{}" == (folder / "yasgui.css").read_text("utf-8")
    assert 0 == make(checkout).returncode
    (asked,) = (checkout / "log").read_text("utf-8").splitlines()
    assert asked.startswith("ci --ignore-scripts")


def test_every_package_keeps_its_license(checkout: Path) -> None:
    """Its own text where it has one, else that of the license that it declares, with its authors."""
    make(checkout)
    text = (checkout / "graph" / "assets" / "workbench" / "LICENSES.txt").read_text("utf-8")
    assert "left 4.5.6 (ISC)\n\nISC, whole" in text
    own = text[text.index("@zazuko/yasgui 1.2.3 (MIT)") :].partition("\n---")[0]
    assert "Copyright (c) Ann <a@b>, Bo" in own
    assert "Permission is hereby granted" in own
    assert "Findings Graph" not in own


@pytest.mark.parametrize(("words", "code"), [((), 4), (("--if-possible",), 0)])
def test_without_npm_the_plain_editor_is_told_of(checkout: Path, words: tuple[str, ...], code: int) -> None:
    """And demo and tests go on."""
    done = make(checkout, *words, path=str(checkout / "empty"))
    assert code == done.returncode
    assert "plain editor" in done.stderr


@pytest.mark.parametrize(("words", "code"), [((), 4), (("--if-possible",), 0)])
def test_a_fetch_that_fails_leaves_what_there_was(checkout: Path, words: tuple[str, ...], code: int) -> None:
    """No half of it, no rest of it."""
    make(checkout)
    folder = checkout / "graph" / "assets" / "workbench"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with (checkout / "workbench" / "package-lock.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    done = make(checkout, *words, code="1")
    assert code == done.returncode
    assert "Traceback" not in done.stderr
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert ["workbench"] == [path.name for path in folder.parent.iterdir()]


def test_the_lock_file_names_the_public_registry_alone() -> None:
    """With a digest for every package; YASGUI itself by its exact version."""
    packages = {name: found for name, found in LOCK["packages"].items() if name}
    assert packages
    assert [] == [n for n, p in packages.items() if not p["resolved"].startswith("https://registry.npmjs.org/")]
    assert [] == [n for n, p in packages.items() if not p["integrity"].startswith("sha512-")]
    asked = json.loads((ROOT / "workbench" / "package.json").read_text("utf-8"))["dependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked


def test_nothing_of_it_is_committed() -> None:
    """Git ignores what is fetched."""
    done = subprocess.run(
        ["git", "check-ignore", "graph/assets/workbench/yasgui.js", "workbench/node_modules/x"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 128:
        pytest.skip("not a checkout of git")
    assert 2 == len(done.stdout.splitlines())
