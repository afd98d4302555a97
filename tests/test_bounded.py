"""Promises of bounded work: what takes too long, too much or dies costs only itself, and is said to have done so."""

import faulthandler
import os
import resource
import signal
import time
from collections.abc import Callable

import pytest

from graph import bounded
from graph.errors import GraphError, LimitError, NotFoundError, Place


def _never() -> bytes:
    while True:
        time.sleep(1)


def _busy() -> bytes:
    while True:
        pass


def _huge() -> bytes:
    return bytes(bytearray(2 * 1024**3))


def _killed_by(number: int) -> Callable[[], bytes]:
    def work() -> bytes:
        faulthandler.disable()
        os.kill(os.getpid(), number)
        return b"survived"

    return work


def _own_number() -> bytes:
    return str(os.getpid()).encode()


@pytest.mark.parametrize("answer", [b"", b"E", b"answer", b"x" * 5_000_000], ids=["empty", "E", "short", "5 MB"])
def test_the_answer_of_the_work_comes_back_whole(answer: bytes) -> None:
    """Whatever it is and however long."""
    assert answer == bounded.run(lambda: answer)


def test_the_work_is_done_in_another_process() -> None:
    """Which is gone when the answer is there."""
    number = int(bounded.run(_own_number))
    assert number != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


@pytest.mark.parametrize("work", [_never, _busy], ids=["waiting", "busy"])
def test_work_that_takes_too_long_is_ended(work: Callable[[], bytes]) -> None:
    """The limit is in the message, with what to try."""
    with pytest.raises(LimitError) as caught:
        bounded.run(work, seconds=0.3, advice="raise the limit")
    assert "no answer within 0.3 seconds" == caught.value.what
    assert "raise the limit" == caught.value.advice


def test_work_that_takes_too_much_memory_is_ended() -> None:
    """The limit is in the message."""
    with pytest.raises(LimitError, match="more than 100 MB of memory"):
        bounded.run(_huge, megabytes=100)


def test_the_limits_of_the_work_are_not_those_of_the_caller() -> None:
    """The parent keeps the memory it may use."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    assert b"x" == bounded.run(lambda: b"x", megabytes=50)
    assert before == resource.getrlimit(resource.RLIMIT_AS)


def test_an_error_crosses_over_whole() -> None:
    """As its kind, with place and advice."""

    def work() -> bytes:
        raise NotFoundError("no concept", Place("a.ttl", 3), "nearest: b")

    with pytest.raises(NotFoundError) as caught:
        bounded.run(work)
    assert ("no concept", Place("a.ttl", 3), "nearest: b") == (
        caught.value.what,
        caught.value.place,
        caught.value.advice,
    )


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL], ids=lambda number: number.name)
def test_a_crash_costs_only_that_work(number: int) -> None:
    """It is an error like any other, and the next work is done."""
    with pytest.raises(LimitError):
        bounded.run(_killed_by(number))
    assert b"next" == bounded.run(lambda: b"next")


def test_the_work_says_nothing_on_the_error_channel(capfd: pytest.CaptureFixture[str]) -> None:
    """What an engine prints when it dies does not reach the reader."""

    def work() -> bytes:
        os.write(2, b"noise")
        return b"x"

    bounded.run(work)
    assert "" == capfd.readouterr().err


def test_no_pipe_is_left_open() -> None:
    """However the work ends."""
    before = len(os.listdir("/proc/self/fd"))
    bounded.run(lambda: b"x")
    with pytest.raises(LimitError):
        bounded.run(_killed_by(signal.SIGKILL))
    assert before == len(os.listdir("/proc/self/fd"))


@pytest.mark.parametrize(
    ("error", "words"),
    [(ValueError("no such thing: 3"), "ValueError: no such thing: 3"), (KeyError(), "KeyError")],
    ids=["with a message", "without"],
)
def test_an_error_that_was_not_foreseen_is_told_by_type_and_message(error: Exception, words: str) -> None:
    """And no traceback: it is an error like any other."""

    def work() -> bytes:
        raise error

    with pytest.raises(GraphError) as caught:
        bounded.run(work)
    assert (GraphError, f"the engine broke down over it: {words}") == (type(caught.value), caught.value.what)
    assert b"next" == bounded.run(lambda: b"next")
