"""Run something whose cost is not known in a child process, within a limit of time and memory."""

import os
import pickle
import select
import signal
import time
from collections.abc import Callable

from graph.errors import GraphError, LimitError

SECONDS = 60.0
MEGABYTES = 1024
OUT_OF_MEMORY = 2


def run(
    work: Callable[[], bytes], seconds: float = SECONDS, megabytes: int = MEGABYTES, advice: str = "ask for less"
) -> bytes:
    """Give what `work` returns, worked out in a child process.

    Parameters
    ----------
    work : callable
        Returns bytes, or raises `GraphError`.
    seconds : float
        How long it may take.
    megabytes : int
        How much memory it may take beyond what the process has now.
    advice : str
        What to try if it takes too long.

    Raises
    ------
    LimitError
        If it takes too long or too much memory, or the child dies.
    GraphError
        What `work` raised, or, where that was another exception, its type and message.
    """
    if not hasattr(os, "fork"):
        return work()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work(work, writer, megabytes)
    os.close(writer)
    answer = None
    try:
        answer = _read(reader, seconds)
    finally:
        os.close(reader)
        if answer is None:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    if answer is None:
        raise LimitError(f"no answer within {seconds:g} seconds", advice=advice)
    if not answer and os.waitstatus_to_exitcode(status) in {OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL}:
        raise LimitError(f"it needs more than {megabytes} MB of memory", advice="ask for less: add LIMIT or a pattern")
    if not answer:
        raise LimitError("the engine broke down over it", advice="ask in smaller steps")
    kind, content = answer[:1], answer[1:]
    if kind == b"E":
        error: GraphError = pickle.loads(content)  # from our own child
        raise error
    return content


def _work(work: Callable[[], bytes], writer: int, megabytes: int) -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        _limit_memory(megabytes)
        with os.fdopen(writer, "wb") as pipe:
            try:
                answer = b"A" + work()
            except GraphError as error:
                answer = b"E" + pickle.dumps(error)
            except MemoryError:
                os._exit(OUT_OF_MEMORY)
            except Exception as error:  # whatever it is, only its words can cross to the parent
                answer = b"E" + pickle.dumps(_unforeseen(error))
            pipe.write(answer)
        os._exit(0)
    finally:
        os._exit(1)


def _unforeseen(error: Exception) -> GraphError:
    said = f": {error}" if str(error) else ""
    return GraphError(f"the engine broke down over it: {type(error).__name__}{said}", advice="ask in smaller steps")


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return
    limit = now + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _read(reader: int, seconds: float) -> bytes | None:
    end = time.monotonic() + seconds
    parts: list[bytes] = []
    while (left := end - time.monotonic()) > 0:
        if not select.select([reader], [], [], left)[0]:
            break
        part = os.read(reader, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)
    return None
