"""Promises of writing: all of the new or all of the old, nothing left over, nothing outside the folder."""

import errno
import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import writing
from graph.errors import FileError

ROOT = Path(__file__).resolve().parent.parent
OLD = b"old bytes\n"


def _failing(call: Callable[..., object], at: int, code: int) -> Callable[..., object]:
    """Make a system call fail at its n-th use, and work at all others."""
    uses = iter(range(1, 1000))

    def use(*arguments: object, **named: object) -> object:
        if next(uses) == at:
            raise OSError(code, os.strerror(code))
        return call(*arguments, **named)

    return use


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_holds_the_new_bytes_and_nothing_else_is_there(tmp_path: Path) -> None:
    """A new file is written in full, and no temporary file remains."""
    writing.write(tmp_path / "a.csv", b"new")
    assert _content(tmp_path) == {"a.csv": b"new"}


def test_an_old_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    """Writing over a file changes its bytes, not who may read it."""
    target = tmp_path / "a.csv"
    target.write_bytes(OLD)
    target.chmod(0o640)
    writing.write(target, b"new")
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", 0o640)


def test_a_new_file_has_the_permissions_that_any_new_file_gets(tmp_path: Path) -> None:
    """The mask of the process rules, not the private mode of temporary files."""
    before = os.umask(0o027)
    try:
        writing.write(tmp_path / "a.csv", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640


def test_a_link_that_a_person_names_is_followed(tmp_path: Path) -> None:
    """A link stays a link; what it points to gets the bytes."""
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "a.csv"
    target.write_bytes(OLD)
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    writing.write(link, b"new")
    assert (link.is_symlink(), target.read_bytes()) == (True, b"new")


def test_a_device_is_written_to_and_never_replaced() -> None:
    """`-o /dev/null` must not turn the device into a file."""
    writing.write(os.devnull, b"new")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


FAULTS = [("fsync", 1, errno.ENOSPC), ("fsync", 2, errno.EIO), ("replace", 1, errno.ENOSPC), ("open", 1, errno.EROFS)]


@pytest.mark.parametrize(("call", "at", "code"), FAULTS)
def test_a_fault_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int, code: int
) -> None:
    """Whichever call fails, also the last one, the old bytes are there and no temporary file is."""
    target = tmp_path / "a.csv"
    target.write_bytes(OLD)
    monkeypatch.setattr(os, call, _failing(getattr(os, call), at, code))
    with pytest.raises(FileError) as raised:
        writing.write(target, b"new")
    assert _content(tmp_path) == {"a.csv": OLD}
    assert raised.value.exit_code == 4


@pytest.mark.parametrize(("call", "at", "code"), FAULTS)
def test_a_fault_leaves_no_new_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int, code: int
) -> None:
    """Where there was no file, a failure leaves none."""
    monkeypatch.setattr(os, call, _failing(getattr(os, call), at, code))
    with pytest.raises(FileError):
        writing.write(tmp_path / "a.csv", b"new")
    assert _content(tmp_path) == {}


def test_a_disk_that_takes_only_a_part_leaves_the_old_file(tmp_path: Path) -> None:
    """A real refusal of the system in the middle of the bytes: the old file is whole."""
    target = tmp_path / "a.csv"
    target.write_bytes(OLD)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(FileError):
            writing.write(target, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert _content(tmp_path) == {"a.csv": OLD}


def test_a_killed_process_leaves_the_old_file(tmp_path: Path) -> None:
    """Killed at the last moment before the new file counts, the old one is whole."""
    target = tmp_path / "a.csv"
    target.write_bytes(OLD)
    program = (
        "import os, signal; from graph import writing\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"writing.write({str(target)!r}, b'new')"
    )
    done = subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert (done.returncode, target.read_bytes()) == (-signal.SIGKILL, OLD)


def test_an_interrupt_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while writing is no different from a full disk, and stays an interrupt."""
    target = tmp_path / "a.csv"
    target.write_bytes(OLD)

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        writing.write(target, b"new")
    assert _content(tmp_path) == {"a.csv": OLD}


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    """The message says what, where and what next."""
    target = tmp_path / "none" / "a.csv"
    with pytest.raises(FileError) as raised:
        writing.write(target, b"new")
    message = str(raised.value)
    assert str(target) in message
    assert "no such folder" in message
    assert "make the folder first" in message
    assert _content(tmp_path) == {}


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder at the place of the file is said, and left."""
    with pytest.raises(FileError, match="this is a folder"):
        writing.write(tmp_path, b"new")


def test_a_path_that_no_system_has_is_an_error_of_ours() -> None:
    """A zero byte in a path is told, not raised as something else."""
    with pytest.raises(FileError):
        writing.write("a\0b", b"new")


def test_a_write_protected_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who protected a file meant it, though its folder could be written to."""
    target = tmp_path / "a.csv"
    target.write_bytes(OLD)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileError, match="permission denied"):
        writing.write(target, b"new")
    assert _content(tmp_path) == {"a.csv": OLD}


NEW_FILES = {"a.csv": b"new a", "b.csv": b"new b", "c.json": b"new c"}
OLD_FILES = {"a.csv": b"old a", "b.csv": b"old b", "other.txt": b"mine"}


@pytest.mark.parametrize("call", ["fsync", "replace", "open"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_folder_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    """If the n-th file fails, those before it are as they were, and those that were not there are not."""
    for name, data in OLD_FILES.items():
        (tmp_path / name).write_bytes(data)
    monkeypatch.setattr(os, call, _failing(getattr(os, call), at, errno.ENOSPC))
    with pytest.raises(FileError, match="the disk is full"):
        writing.write_folder(tmp_path, NEW_FILES)
    assert _content(tmp_path) == OLD_FILES


def test_a_folder_that_failed_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that was made for files that could not be written goes again."""
    monkeypatch.setattr(os, "fsync", _failing(os.fsync, 2, errno.ENOSPC))
    with pytest.raises(FileError):
        writing.write_folder(tmp_path / "new", NEW_FILES)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_made_and_other_files_in_it_stay(tmp_path: Path) -> None:
    """The folder is made if only it is missing; writing again leaves what is not ours."""
    writing.write_folder(tmp_path / "new", {"a.csv": b"first"})
    (tmp_path / "new" / "other.txt").write_bytes(b"mine")
    written = writing.write_folder(tmp_path / "new", NEW_FILES)
    assert _content(tmp_path / "new") == {**NEW_FILES, "other.txt": b"mine"}
    assert [str(tmp_path / "new" / name) for name in NEW_FILES] == written


@pytest.mark.parametrize("name", ["../out.csv", "/tmp/out.csv", "..\\out.csv", "a/../../out.csv", ".out.csv"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    """Names are made plain: no folder, no hidden file."""
    writing.write_folder(tmp_path / "new", {name: b"x"})
    assert _content(tmp_path / "new") == {"out.csv": b"x"}
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [("nul.csv", "file-nul.csv"), ("..", "file"), ("a b:c?.csv", "a-b-c.csv"), ("ä\n.csv", "file.csv")],
)
def test_names_are_plain_on_every_system(name: str, plain: str) -> None:
    """Reserved names of Windows, blanks, colons and line ends do not get into a file name."""
    assert plain == writing.plain_name(name)


def test_a_link_in_a_folder_is_replaced_not_followed(tmp_path: Path) -> None:
    """A link planted in the folder does not lead the bytes elsewhere."""
    outside = tmp_path / "outside.csv"
    outside.write_bytes(OLD)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a.csv").symlink_to(outside)
    writing.write_folder(tmp_path / "new", NEW_FILES)
    assert (outside.read_bytes(), (tmp_path / "new" / "a.csv").read_bytes()) == (OLD, b"new a")


def test_a_planted_link_is_back_after_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was a link before a failure is a link after it."""
    outside = tmp_path / "outside.csv"
    outside.write_bytes(OLD)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "a.csv").symlink_to(outside)
    monkeypatch.setattr(os, "replace", _failing(os.replace, 2, errno.EIO))
    with pytest.raises(FileError):
        writing.write_folder(tmp_path / "new", NEW_FILES)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.csv"]
    assert (tmp_path / "new" / "a.csv").is_symlink()


def test_where_files_cannot_be_linked_they_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk without hard links a failure leaves the old files too."""
    for name, data in OLD_FILES.items():
        (tmp_path / name).write_bytes(data)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "replace", _failing(os.replace, 2, errno.EIO))
    with pytest.raises(FileError):
        writing.write_folder(tmp_path, NEW_FILES)
    assert _content(tmp_path) == OLD_FILES


def test_two_names_that_would_be_one_are_refused(tmp_path: Path) -> None:
    """No file silently takes the place of another."""
    with pytest.raises(FileError, match="same name"):
        writing.write_folder(tmp_path / "new", {"a b.csv": b"1", "a?b.csv": b"2"})


def test_a_file_where_the_folder_should_be_is_left(tmp_path: Path) -> None:
    """`-o FILE` for a format that is a folder is told."""
    target = tmp_path / "a"
    target.write_bytes(OLD)
    with pytest.raises(FileError, match="a file, not a folder"):
        writing.write_folder(target, NEW_FILES)
    assert target.read_bytes() == OLD
