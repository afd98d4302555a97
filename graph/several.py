"""The same work on many things, shared by several processes: answers come in the order of the things."""

import contextlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import IO, Any, TypeVar, cast

from graph.errors import GraphError

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")
MOST = 4
_BROKE = "a process that shared the work broke down:"
_BEGIN = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from graph import several; several.serve()"


def processors() -> int:
    """How many processes are worth starting here: each holds some memory, so `MOST` at most."""
    known = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(known, MOST) if sys.executable else 1


def mapped(work: Callable[[Thing], Answer], things: Iterable[Thing], processes: int) -> Iterator[Answer]:
    """Give the answer of each thing, in order.

    Parameters
    ----------
    work : callable
        It is copied into each process, once: a function of a module, or an object that can be pickled.
    things : iterable
        What can be pickled; a few are taken ahead.
    processes : int
        How many; none is started for one.

    Raises
    ------
    GraphError
        What `work` raised, or that a process ended early; one of several gives other errors of `work` by their words.
    """
    if processes == 1:
        yield from map(work, things)
        return
    rest = iter(things)
    busy: deque[_Helper] = deque()
    try:
        for thing in islice(rest, processes):
            busy.append(_Helper(work))
            busy[-1].ask(thing)
        while busy:
            answer = busy[0].answer()
            for thing in islice(rest, 1):  # only now: while an answer waits in one pipe, the other may take no more
                busy[0].ask(thing)
                busy.append(busy[0])
            helper = busy.popleft()
            if helper not in busy:
                helper.end()
            yield answer
    finally:
        for helper in busy:
            helper.end()


class _Helper:
    """A process that does the work, from this side."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        command = [sys.executable, "-I", "-c", _BEGIN]  # where it is started may hold a pickle.py
        apart: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}  # Ctrl-C is not for it
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **apart)
        self._given, self._answers = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        try:
            self.ask(sys.path)
            self.ask(pickle.dumps(work))  # packed, so that what goes wrong when it is unpacked is told like the rest
        except BaseException:
            self.end()
            raise

    def ask(self, thing: Any) -> None:
        """Send something to be worked on."""
        try:
            pickle.dump(thing, self._given)
            self._given.flush()
        except BrokenPipeError:
            pass  # that it ended is said when its answer is wanted

    def answer(self) -> Any:
        """Wait for the answer of what was sent."""
        try:
            is_fine, answer = pickle.load(self._answers)  # from our own child
        except (EOFError, pickle.UnpicklingError) as error:
            raise GraphError("a process that shared the work ended early", advice="try again") from error
        if not is_fine:
            raise answer
        return answer

    def end(self) -> None:
        """End it; it is gone afterwards."""
        self._process.kill()
        with contextlib.suppress(BrokenPipeError):
            self._given.close()
        self._answers.close()
        self._process.wait()


def serve() -> None:
    """Work in a process that `mapped` started, until its input ends, as it does when that process is gone."""
    given, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    work: Callable[[Any], Any] | None = None
    try:
        packed = pickle.load(given)  # from our own parent, as is what follows
        while True:
            thing = pickle.load(given)
            try:
                work = work or pickle.loads(packed)
                answer = pickle.dumps((True, work(thing)))
            except (GraphError, MemoryError, RecursionError) as error:
                answer = pickle.dumps((False, error))
            except Exception as error:  # whatever it is, only its words can cross to the parent
                answer = pickle.dumps((False, GraphError(f"{_BROKE} {type(error).__name__}: {error}")))
            answers.write(answer)
            answers.flush()
    except (EOFError, BrokenPipeError):
        os._exit(0)
