"""The workers, and who waits for one: no job can cost more than itself."""

import asyncio
import signal
import time
from collections import deque

from graph.serve import worker
from graph.serve.jobs import Job, Reply
from graph.serve.limits import Limits
from graph.serve.refusal import RETRY, RefusedError, busy
from graph.serve.worker import OUT_OF_MEMORY, Answer, Worker

_CHUNK = 1 << 18
_LOOK = 0.1
_SUDDEN = 0.1


class _NeverBegunError(Exception):
    """A worker was dead before it took the job."""


class Pool:
    """Workers that answer jobs.

    Parameters
    ----------
    answer : callable
        Answers a job in a worker.
    limits : Limits
        How many workers, and what each may take.
    """

    def __init__(self, answer: Answer, limits: Limits) -> None:
        self.limits = limits
        self._answer = answer
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._retired: set[Worker] = set()
        self._dying: list[Worker] = []
        self._waiting: deque[tuple[float, asyncio.Future[Worker]]] = deque()
        self._watch: asyncio.TimerHandle | None = None
        self._is_turn_of_newest = False

    def start(self) -> None:
        """Fork the workers."""
        self._idle = [self._new() for _ in range(self.limits.workers)]

    def close(self) -> None:
        """End every worker, whatever it does; who waits is refused."""
        for one in [*self._idle, *self._busy, *self._dying]:
            one.close()
        self._idle.clear()
        while self._waiting:
            _, future = self._waiting.popleft()
            if not future.done():
                future.set_exception(busy("the server is stopping"))
        if self._watch:
            self._watch.cancel()

    def renew(self, answer: Answer) -> None:
        """Answer from other data from now on; jobs that are being answered end as they began."""
        self._answer = answer
        self._idle = [self._instead_of(one) for one in self._idle]
        self._retired |= self._busy

    def state(self) -> dict[str, int]:
        """Say how many workers live and work, and how many jobs wait; idle ones that died are replaced."""
        self._idle = [one if one.is_alive() else self._instead_of(one) for one in self._idle]
        alive = sum(one.is_alive() for one in (*self._idle, *self._busy))
        return {"workers": alive, "busy": len(self._busy), "waiting": len(self._waiting)}

    async def ask(self, job: Job) -> Reply:
        """Give the whole answer to a job.

        A worker that was ended from outside while idle may be given a job before the system says that it is dead: such
        a job never began, and another worker is asked.

        Raises
        ------
        RefusedError
            If it takes too long or too much memory, breaks the engine, or too many others wait.
        """
        try:
            return await self._ask(job)
        except _NeverBegunError:
            return await self._ask(job, is_last_try=True)

    async def _ask(self, job: Job, *, is_last_try: bool = False) -> Reply:
        one = await self._take()
        one.began = time.monotonic()
        self._busy.add(one)
        is_whole = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                reply, one.is_last = await _exchange(one, job)
            is_whole = True
            return reply
        except TimeoutError as error:
            raise RefusedError(
                503, f"no answer within {self.limits.seconds:g} seconds", "ask for less: add LIMIT or a pattern"
            ) from error
        except (OSError, EOFError) as error:
            is_sudden = time.monotonic() - one.began < _SUDDEN
            why = await self._why(one)
            if is_sudden and not is_last_try and not one.is_pressed and one.exit_code() == -signal.SIGKILL:
                raise _NeverBegunError from error
            raise why from error
        finally:
            self._busy.discard(one)
            self._give(one if is_whole and not one.is_last and one not in self._retired else self._instead_of(one))

    def _new(self) -> Worker:
        share = self.limits.megabytes // self.limits.workers
        return worker.start(self._answer, self.limits.seconds, share)

    def _instead_of(self, one: Worker) -> Worker:
        self._retired.discard(one)
        one.let_go()
        self._dying.append(one)
        asyncio.get_running_loop().call_later(_LOOK, self._bury)
        return self._new()

    def _bury(self) -> None:
        """Ask after those that were killed, so that none stays as a dead entry among the processes."""
        self._dying = [one for one in self._dying if one.is_alive()]
        if self._dying:
            asyncio.get_running_loop().call_later(_LOOK, self._bury)

    async def _take(self) -> Worker:
        """Give an idle worker, or wait for one."""
        while self._idle:
            one = self._idle.pop()
            if one.is_alive():
                return one
            self._idle.append(self._instead_of(one))
        if len(self._waiting) >= self.limits.waiting:
            raise busy(f"{self.limits.waiting} queries are waiting already")
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append((time.monotonic(), future))
        self._look_later()
        try:
            async with asyncio.timeout(self.limits.patience):
                return await future
        except TimeoutError as error:
            self._return(future)
            raise busy(f"all workers were busy for {self.limits.patience:g} seconds") from error
        except asyncio.CancelledError:
            self._return(future)
            raise

    def _return(self, future: "asyncio.Future[Worker]") -> None:
        """Give back a worker that came too late for the one who waited."""
        if future.done() and not future.cancelled() and future.exception() is None:
            self._give(future.result())
        self._waiting = deque(entry for entry in self._waiting if entry[1] is not future)

    def _give(self, one: Worker) -> None:
        """Hand a worker to who waits: the first come; once that one has waited too long, the newest every other time.

        The newest alone would leave the others waiting for as long as new ones come.
        """
        while self._waiting:
            is_stale = time.monotonic() - self._waiting[0][0] > self.limits.stale
            self._is_turn_of_newest = is_stale and not self._is_turn_of_newest
            _, future = self._waiting.pop() if self._is_turn_of_newest else self._waiting.popleft()
            if not future.done():
                future.set_result(one)
                return
        self._idle.append(one)

    def _look_later(self) -> None:
        if self._watch is None:
            self._watch = asyncio.get_running_loop().call_later(_LOOK, self._look)

    def _look(self) -> None:
        """End the job that has run longest, if it has had its share while others wait."""
        self._watch = None
        if not self._waiting:
            return
        oldest = min(self._busy, key=lambda one: one.began, default=None)
        if oldest and not oldest.is_pressed and time.monotonic() - oldest.began > self.limits.crowded:
            oldest.is_pressed = True
            oldest.kill()
        self._look_later()

    async def _why(self, one: Worker) -> RefusedError:
        """Say why a worker died."""
        while (code := one.exit_code()) is None:
            await asyncio.sleep(0.002)
        share = self.limits.megabytes // self.limits.workers
        if one.is_pressed:
            what = f"it had {self.limits.crowded:g} seconds, and others wait"
            return RefusedError(503, what, "ask for less, or later", headers={"Retry-After": str(RETRY)})
        if code in {OUT_OF_MEMORY, -signal.SIGABRT}:
            return RefusedError(507, f"it needs more than {share} MB of memory", "ask for less: add LIMIT or a pattern")
        if code == -signal.SIGKILL:
            return busy("the worker was ended from outside")
        return RefusedError(500, "the engine broke down over it", "ask in smaller steps")


async def _exchange(one: Worker, job: Job) -> tuple[Reply, bool]:
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(one.channel, worker.packed(job))
    received = bytearray()
    while (missing := worker.missing(received)) > 0:
        part = await loop.sock_recv(one.channel, max(_CHUNK, missing))  # mostly the whole: each call costs
        if not part:
            raise EOFError
        received += part
    return worker.unpacked(bytes(received))
