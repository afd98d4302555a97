"""Promises of writing a whole folder: all of the new or all of the old, and nothing of anybody else is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import folders
from graph.errors import FileError
from graph.folders import MANIFEST, replace

OLD = {"index.html": b"old", "claim/a.html": b"a", "claim/b.html": b"b"}
NEW = {"index.html": b"new", "claim/a.html": b"a2", "concept/c.html": b"c"}


def seen(folder: Path) -> dict[str, bytes]:
    """Give every file in a folder, by path, the list of our files aside."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != MANIFEST}


def beside(folder: Path) -> list[str]:
    """Give what stands beside a folder."""
    return sorted(path.name for path in folder.parent.iterdir() if path != folder)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that was written before."""
    replace(tmp_path / "site", OLD.items())
    return tmp_path / "site"


def test_a_new_folder_holds_what_was_written(tmp_path: Path) -> None:
    """And the number is told as it grows."""
    told: list[int] = []
    assert 3 == replace(tmp_path / "site", OLD.items(), told.append)
    assert OLD == seen(tmp_path / "site")
    assert [1, 2, 3] == told
    assert [] == beside(tmp_path / "site")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """It is nobody's."""
    (tmp_path / "site").mkdir(mode=0o755)
    replace(tmp_path / "site", OLD.items())
    assert OLD == seen(tmp_path / "site")


def test_a_folder_of_ours_is_replaced_as_a_whole(site: Path) -> None:
    """What is no longer written is gone, folders too."""
    replace(site, [("x.html", b"x")])
    assert {"x.html": b"x"} == seen(site)
    assert {"x.html", MANIFEST} == {path.name for path in site.iterdir()}
    assert [] == beside(site)


def test_files_of_others_are_carried_over(site: Path) -> None:
    """Beside ours, among ours, hidden, a folder as a whole, an empty folder and a link."""
    (site / "CNAME").write_text("example.org")
    (site / "claim" / "mine.txt").write_text("mine")
    (site / ".git" / "objects").mkdir(parents=True)
    (site / ".git" / "objects" / "x").write_text("object")
    (site / "empty").mkdir()
    (site / "link").symlink_to("CNAME")
    replace(site, NEW.items())
    others = {"CNAME": b"example.org", "claim/mine.txt": b"mine", ".git/objects/x": b"object", "link": b"example.org"}
    assert NEW | others == seen(site)
    assert (site / "empty").is_dir()
    assert (site / "link").is_symlink()
    assert [] == beside(site)
    replace(site, [])
    assert others == seen(site)


@pytest.mark.parametrize("name", ["notes.txt", ".hidden"])
def test_a_folder_of_others_is_refused(tmp_path: Path, name: str) -> None:
    """Whatever stands in it."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / name).write_text("mine")
    with pytest.raises(FileError, match="did not write"):
        replace(tmp_path / "site", NEW.items())
    assert {name: b"mine"} == seen(tmp_path / "site")
    assert [] == beside(tmp_path / "site")


def test_a_file_that_was_changed_since_is_not_lost(site: Path) -> None:
    """It is named, and everything stays."""
    (site / "claim" / "b.html").write_text("mended by hand")
    with pytest.raises(FileError, match="changed") as error:
        replace(site, NEW.items())
    assert error.value.place
    assert error.value.place.file.endswith("claim/b.html")
    assert OLD | {"claim/b.html": b"mended by hand"} == seen(site)


def test_a_file_that_was_taken_away_is_not_missed(site: Path) -> None:
    """It would have been removed anyway."""
    (site / "claim" / "b.html").unlink()
    replace(site, NEW.items())
    assert NEW == seen(site)


@pytest.mark.parametrize("path", ["concept/c.html", "concept", "CONCEPT/C.html"])
def test_a_new_file_takes_no_name_of_others(site: Path, path: str) -> None:
    """Neither that of a file nor that of a folder, in any case of letters."""
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).write_text("mine")
    with pytest.raises(FileError, match="not ours"):
        replace(site, NEW.items())
    assert OLD | {path: b"mine"} == seen(site)
    assert [] == beside(site)


@pytest.mark.parametrize(
    "text", ["no list", f"{'0' * 64}  ../../etc/passwd\n", f"{'0' * 64}  /etc/passwd\n", "\n", "0  index.html\n"]
)
def test_a_list_that_is_broken_is_no_leave_to_delete(site: Path, text: str) -> None:
    """Least of all outside."""
    (site / MANIFEST).write_text(text)
    with pytest.raises(FileError, match="broken"):
        replace(site, NEW.items())
    assert OLD == seen(site)


def test_a_list_that_is_a_link_is_none(site: Path, tmp_path: Path) -> None:
    """It may be anybody's."""
    (site / MANIFEST).rename(tmp_path / "list")
    (site / MANIFEST).symlink_to(tmp_path / "list")
    with pytest.raises(FileError, match="did not write"):
        replace(site, NEW.items())


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "a//x", "", ".x", "a\\x", "con", MANIFEST, "a b"])
def test_no_name_leads_outside(site: Path, path: str) -> None:
    """Names are plain or refused, and nothing is written then."""
    with pytest.raises(FileError, match="plain name"):
        replace(site, [*NEW.items(), (path, b"x")])
    assert OLD == seen(site)
    assert [] == beside(site)


def test_two_names_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    """They would be one file elsewhere."""
    with pytest.raises(FileError, match="two files"):
        replace(tmp_path / "site", [("a.html", b"1"), ("A.html", b"2")])
    assert not (tmp_path / "site").exists()


def test_a_failure_while_making_leaves_what_was(site: Path) -> None:
    """And nothing beside it."""

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise ValueError

    with pytest.raises(FileError):
        replace(site, failing())
    assert OLD == seen(site)
    assert [] == beside(site)


@pytest.mark.parametrize("place", range(1, 6))
def test_a_failure_while_exchanging_puts_all_back(site: Path, monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    """Whichever step of it fails."""
    for name in ("CNAME", "claim/mine.txt", "robots.txt"):
        (site / name).write_text(name)
    before = seen(site)
    real, calls = os.rename, [0]

    def failing(start: str, end: str) -> None:
        calls[0] += 1
        if calls[0] == place:
            raise OSError(28, "No space left on device")
        real(start, end)

    monkeypatch.setattr(folders.os, "rename", failing)
    with pytest.raises(FileError, match="disk is full"):
        replace(site, NEW.items())
    assert before == seen(site)
    assert [] == beside(site)


def test_a_kill_leaves_what_was(site: Path) -> None:
    """While the new folder is being filled."""
    code = f"""
import time
from graph.folders import replace
def slowly():
    yield "index.html", b"new"
    print("half", flush=True)
    time.sleep(60)
replace({str(site)!r}, slowly())
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=Path.cwd()) as running:
        assert running.stdout
        assert b"half\n" == running.stdout.readline()
        running.send_signal(signal.SIGKILL)
    assert OLD == seen(site)


def test_the_folder_under_ones_feet_is_not_taken_away(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that stands in it would stand nowhere."""
    monkeypatch.chdir(site)
    with pytest.raises(FileError, match="stand in"):
        replace(".", NEW.items())
    assert OLD == seen(site)


def test_a_link_to_a_folder_is_followed(site: Path, tmp_path: Path) -> None:
    """The link stays."""
    (tmp_path / "public").symlink_to(site)
    replace(tmp_path / "public", NEW.items())
    assert (tmp_path / "public").is_symlink()
    assert NEW == seen(site)


def test_a_missing_parent_and_a_file_in_the_way_are_told(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(FileError, match="no such folder"):
        replace(tmp_path / "a" / "b", NEW.items())
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileError, match="not a folder"):
        replace(tmp_path / "file", NEW.items())
    assert "x" == (tmp_path / "file").read_text()


def test_the_list_can_be_checked_by_anybody(site: Path) -> None:
    """With sha256sum, which reads it."""
    done = subprocess.run(["sha256sum", "-c", MANIFEST], cwd=site, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    assert 3 == done.stdout.count(": OK")


def test_the_mode_of_the_folder_stays(site: Path) -> None:
    """It was chosen by somebody."""
    site.chmod(0o750)
    replace(site, NEW.items())
    assert 0o750 == site.stat().st_mode & 0o777


def test_thousands_of_files_are_a_matter_of_seconds(tmp_path: Path) -> None:
    """They are brought to the disk together."""
    began = time.process_time()
    replace(tmp_path / "site", ((f"{n % 50}/{n}.html", b"x" * 2000) for n in range(5000)))
    assert time.process_time() - began < 5
