"""A process that holds the loaded data and answers one job at a time; it can be killed at any moment."""

import faulthandler
import gc
import json
import os
import pickle
import resource
import signal
import socket
import struct
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from graph.errors import LimitError
from graph.serve.jobs import Job, Reply

if TYPE_CHECKING:
    from graph.serve.pool import Asked

Answer = Callable[[Job], Reply]
OUT_OF_MEMORY = 2
_RECYCLED = 200 * 1024 * 1024
_LENGTHS = struct.Struct(">II")
_GRACE = 1.0
_LONG = 0.1
CHUNK = 1 << 14
"""What is taken at first: room for more would be asked of the system each time."""


class Worker:
    """The parent's side of a worker.

    Parameters
    ----------
    pid : int
        The process.
    channel : socket
        To it and from it.
    """

    def __init__(self, pid: int, channel: socket.socket) -> None:
        self.pid, self.channel = pid, channel
        self.began = 0.0
        self.is_pressed = False
        self.took = 0.0
        self.queue: deque[Asked] = deque()
        self.unsent, self.received = bytearray(), bytearray()
        self.is_sending = False
        self._exit: int | None = None

    def is_alive(self) -> bool:
        """Whether the process is there."""
        return self.exit_code() is None

    def exit_code(self) -> int | None:
        """How the process ended, negative for a signal; None while it lives."""
        if self._exit is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                pid, status = self.pid, 0
            self._exit = os.waitstatus_to_exitcode(status) if pid else None
        return self._exit

    def kill(self) -> None:
        """End the process, whatever it does."""
        if self.is_alive():
            os.kill(self.pid, signal.SIGKILL)

    def let_go(self) -> None:
        """End the process, without waiting until it is gone."""
        self.kill()
        self.channel.close()

    def close(self) -> None:
        """End the process; it is gone afterwards."""
        self.let_go()
        while self.is_alive():
            time.sleep(0.001)


def start(answer: Answer, seconds: float, megabytes: int) -> Worker:
    """Fork a worker.

    Parameters
    ----------
    answer : callable
        Answers a job; it holds the data.
    seconds : float
        How long the parent lets one answer take. The worker ends itself a little later, should the parent be gone.
    megabytes : int
        How much memory it may take beyond what this process has now.

    Raises
    ------
    LimitError
        If no process can be made.
    """
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    try:
        pid = os.fork()
    except OSError as error:
        raise LimitError(f"no process can be made: {error.strerror}", advice="raise the limit of processes") from error
    if pid == 0:
        _live(answer, theirs, seconds, megabytes)
    theirs.close()
    return Worker(pid, ours)


def packed(job: Job) -> bytes:
    """Give a job as it goes to a worker."""
    content = pickle.dumps(job)
    return _LENGTHS.pack(len(content), 0) + content


def missing(received: bytes | bytearray) -> int:
    """Give how many bytes are missing of what came over a channel so far."""
    if len(received) < _LENGTHS.size:
        return _LENGTHS.size - len(received)
    first, second = _LENGTHS.unpack_from(received)
    whole: int = _LENGTHS.size + first + second
    return whole - len(received)


def unpacked(received: bytearray) -> tuple[Reply, bool]:
    """Take a whole reply off what came, and say whether it is the worker's last."""
    first, second = _LENGTHS.unpack_from(received)
    end = _LENGTHS.size + first
    status, media_type, steady, headers, is_last = json.loads(received[_LENGTHS.size : end])
    body = bytes(received[end : end + second])
    del received[: end + second]
    return Reply(status, media_type, body, steady, tuple((name, value) for name, value in headers)), is_last


def _live(answer: Answer, channel: socket.socket, seconds: float, megabytes: int) -> NoReturn:
    try:
        _leave_the_parent(channel.fileno())
        before = _resident()
        _limit_memory(megabytes)
        received = bytearray()
        while (job := _receive(channel, received)) is not None:
            signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
            began = time.monotonic()
            reply = answer(job)
            is_last = time.monotonic() - began > _LONG and _resident() - before > _RECYCLED
            _send(channel, reply, is_last)
            signal.setitimer(signal.ITIMER_REAL, 0)
            if is_last:
                break
        os._exit(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    finally:
        os._exit(1)


def _leave_the_parent(channel: int) -> None:
    """Let go of the parent's signals, files and connections, which would stay open as long as this process lives."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    faulthandler.disable()
    gc.freeze()
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(silence, standard)
    os.closerange(3, channel)
    os.closerange(channel + 1, os.sysconf("SC_OPEN_MAX"))


def _limit_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    now = _pages(0)
    if now:
        limit = now + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _resident() -> int:
    return _pages(1)


def _pages(column: int) -> int:
    """Read a column of this process's memory, in bytes; 0 where it cannot be known."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[column]) * resource.getpagesize()
    except OSError:
        return 0


def _receive(channel: socket.socket, received: bytearray) -> Job | None:
    """Take the next job off what came; None if the parent is gone."""
    while missing(received) > 0:
        part = channel.recv(max(CHUNK, missing(received)))
        if not part:
            return None
        received += part
    end = _LENGTHS.size + _LENGTHS.unpack_from(received)[0]
    job: Job = pickle.loads(received[_LENGTHS.size : end])  # from our own parent
    del received[:end]
    return job


def _send(channel: socket.socket, reply: Reply, is_last: bool) -> None:
    said = [reply.status, reply.media_type, reply.steady, reply.headers, is_last]
    head = json.dumps(said).encode()
    channel.sendall(_LENGTHS.pack(len(head), len(reply.body)) + head + reply.body)
