"""Promises of work that several processes share: the same answers in the same order, and no process left behind."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import several
from graph.errors import DataError, GraphError
from graph.export import flow
from graph.store import loading
from graph.store.disk import DiskStore

ROOT = Path(__file__).parent.parent


def squared(number: int) -> int:
    """Work a little longer on small numbers, so that answers come in another order than they were asked for."""
    time.sleep(0.02 if number % 3 == 0 else 0)
    return number * number


def refusing(number: int) -> int:
    """Refuse one number."""
    if number == 5:
        raise DataError("five is none", advice="take six")
    return number


def dying(number: int) -> int:
    """End the process over one number."""
    if number == 5:
        os._exit(7)
    return number


def large(number: int) -> bytes:
    """Give more than a pipe holds."""
    return bytes([number]) * 3_000_000


def failing(number: int) -> float:
    """Fail in a way that nobody foresaw."""
    return 1 / (number - 2)


def _children(parent: int) -> list[int]:
    places = [place for place in Path("/proc").glob("[0-9]*/stat") if _is_there(int(place.parent.name))]
    return [int(p.parent.name) for p in places if _parts(int(p.parent.name))[1:2] == [str(parent)]]


def exhausting(number: int) -> int:
    """Need more than there is."""
    raise MemoryError


def _parts(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    except OSError:
        return []


def _is_there(process: int) -> bool:
    return _parts(process)[:1] not in ([], ["Z"])


@pytest.mark.parametrize("processes", [1, 2, 3, 30])
@pytest.mark.parametrize("count", [0, 1, 20])
def test_answers_come_in_the_order_of_the_things(processes: int, count: int) -> None:
    """However many share the work, and whoever is done first."""
    assert [n * n for n in range(count)] == list(several.mapped(squared, range(count), processes))


def test_what_is_larger_than_a_pipe_gets_through() -> None:
    """In both directions, and neither end waits for the other for ever."""
    assert [(n, 3_000_000) for n in range(6)] == [(a[0], len(a)) for a in several.mapped(large, range(6), 2)]
    things = [b"x" * 3_000_000] * 5
    assert [3_000_000] * 5 == list(several.mapped(len, things, 2))


def test_a_refusal_comes_as_it_was_made() -> None:
    """With its kind, its words and its advice, after the answers before it."""
    answers = several.mapped(refusing, range(9), 3)
    assert [0, 1, 2, 3, 4] == [next(answers) for _ in range(5)]
    with pytest.raises(DataError) as caught:
        next(answers)
    assert str(DataError("five is none", advice="take six")) == str(caught.value)


@pytest.mark.parametrize(("work", "said"), [(dying, "ended early"), (failing, "ZeroDivisionError")])
def test_a_process_that_breaks_down_is_an_error_and_no_hanging(work: Callable[[int], int], said: str) -> None:
    """Which says what happened."""
    with pytest.raises(GraphError, match=said):
        list(several.mapped(work, range(9), 2))


class Unreadable:
    """Work that cannot be unpacked where it should be done."""

    def __call__(self, thing: int) -> int:
        """Do it."""
        return thing

    def __reduce__(self) -> tuple[object, ...]:
        """Unpack as an error."""
        return refusing, (5,)


def test_work_that_cannot_be_begun_says_why(capfd: pytest.CaptureFixture[str]) -> None:
    """In its own words, and once; what cannot be sent at all leaves no process behind."""
    before = _children(os.getpid())
    with pytest.raises(DataError, match="five is none"):
        list(several.mapped(Unreadable(), range(9), 2))
    with pytest.raises((AttributeError, pickle.PicklingError)):
        list(several.mapped(lambda thing: thing, range(9), 2))
    with pytest.raises(MemoryError):
        list(several.mapped(exhausting, range(9), 2))
    assert before == _children(os.getpid())
    assert capfd.readouterr().err == ""


def test_no_process_is_left_when_somebody_stops_asking() -> None:
    """Nor after an error, nor at the end."""
    before = _children(os.getpid())
    answers = several.mapped(squared, range(1000), 3)
    next(answers)
    assert len(_children(os.getpid())) == len(before) + 3
    answers.close()  # type: ignore[attr-defined]
    with pytest.raises(DataError):
        list(several.mapped(refusing, range(9), 3))
    list(several.mapped(squared, range(3), 3))
    assert before == _children(os.getpid())


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_no_process_outlives_the_one_that_started_it(ending: signal.Signals) -> None:
    """Whether that was killed or interrupted; the others say nothing of it."""
    code = (
        "import sys; sys.path[:0] = [{!r}, {!r}]\n"
        "import test_several; from graph import several\n"
        "for answer in several.mapped(test_several.squared, range(10**9), 2): print(answer, flush=True)\n"
    ).format(str(ROOT), str(ROOT / "tests"))
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as parent:
        assert parent.stdout
        assert parent.stderr
        assert parent.stdout.readline() == b"0\n"
        children = _children(parent.pid)
        assert len(children) == 2
        (os.killpg if ending == signal.SIGINT else os.kill)(parent.pid, ending)
        parent.stdout.close()
        said = parent.stderr.read().decode()
        parent.wait(20)
    end = time.monotonic() + 20
    while any(map(_is_there, children)) and time.monotonic() < end:
        time.sleep(0.05)
    assert [] == [child for child in children if _is_there(child)]
    assert said.count("Traceback") == (ending == signal.SIGINT)  # that of the parent alone, which does not catch it


def test_a_loaded_folder_is_read_by_several_as_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row for row, and also when the folder was loaded anew meanwhile."""
    monkeypatch.setattr("graph.parts.CLAIMS_AT_ONCE", 7)
    loading.load([ROOT / "data"], tmp_path)
    graph = DiskStore(str(tmp_path))
    alone = list(flow.of_store(graph, None, "everything").claims())
    rows = iter(flow.of_store(graph, None, "everything", processes=2).claims())
    first = next(rows)
    loading.load([ROOT / "docs" / "example" / "reading-aloud.ttl"], tmp_path)
    assert alone == [first, *rows]
    assert len(alone) == 144
    graph.close()
