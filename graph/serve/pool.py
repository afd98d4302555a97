"""The workers, and who waits for one: no job can cost more than itself."""

import asyncio
import signal
import time
from collections import deque
from collections.abc import Sequence
from itertools import islice

from graph.serve import worker
from graph.serve.jobs import Job, Reply
from graph.serve.limits import Limits
from graph.serve.refusal import RETRY, RefusedError, busy
from graph.serve.worker import OUT_OF_MEMORY, Answer, Worker

_LOOK = 0.1
_SUDDEN = 0.1
_GONE = 0.002
_QUICK = 0.05
_MOST_AT_ONCE = 4
"""While others wait, a worker that was quick is handed so many jobs: it need not sleep until it is handed the next."""


class Asked(asyncio.Future[Reply]):
    """A job on its way: a future that has the whole answer, or a `RefusedError`.

    Parameters
    ----------
    job : Job
        What to answer.
    loop : event loop
        The one that runs.
    """

    def __init__(self, job: Job, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop=loop)
        self.content = worker.packed(job)
        self.since = time.monotonic()
        self.worker: Worker | None = None
        self.is_last_try = False

    def refuse(self, why: RefusedError) -> None:
        """Give an error, if anybody still waits."""
        if not self.done():
            self.set_exception(why)


class Pool:
    """Workers that answer jobs, each in turn.

    A job that was handed to a worker behind one that takes long is handed to another, too: the first answer counts.

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
        self._waiting: deque[Asked] = deque()
        self._watch: asyncio.TimerHandle | None = None
        self._is_turn_of_newest = False

    def start(self) -> None:
        """Fork the workers."""
        self._loop = asyncio.get_running_loop()
        self._idle = [self._new() for _ in range(self.limits.workers)]

    def close(self) -> None:
        """End every worker, whatever it does; who waits is refused."""
        for one in [*self._idle, *self._busy]:
            self._loop.remove_reader(one.channel)
        for one in [*self._idle, *self._busy, *self._dying]:
            one.close()
        for asked in [*self._waiting, *(asked for one in self._busy for asked in one.queue)]:
            asked.refuse(busy("the server is stopping"))
        self._idle.clear()
        self._waiting.clear()
        if self._watch:
            self._watch.cancel()

    def renew(self, answer: Answer) -> None:
        """Answer from other data from now on; jobs that are being answered end as they began."""
        self._answer = answer
        self._retired |= self._busy
        before, self._idle = self._idle, []
        for one in before:
            self._replace(one)

    def state(self) -> dict[str, int]:
        """Say how many workers live and work, and how many jobs wait."""
        alive = sum(one.is_alive() for one in (*self._idle, *self._busy))
        behind = sum(len(one.queue) - 1 for one in self._busy)
        return {"workers": alive, "busy": len(self._busy), "waiting": len(self._waiting) + behind}

    def submit(self, job: Job) -> Asked:
        """Begin to answer a job, or let it wait.

        It is refused if it takes too long or too much memory, breaks the engine, or if too many others wait. A worker
        that was ended from outside while idle may be given a job before the system says that it is dead: such a job
        never began, and another worker is asked.
        """
        asked = Asked(job, self._loop)
        if not self._idle and len(self._waiting) >= self.limits.waiting:
            asked.refuse(busy(f"{self.limits.waiting} queries are waiting already"))
            return asked
        self._waiting.append(asked)
        if self._idle:
            self._give(self._idle.pop())
        if self._watch is None:
            self._watch = self._loop.call_later(_LOOK, self._look)
        return asked

    def leave(self, asked: Asked) -> None:
        """End a job that nobody waits for any more: at once, or, if it has only begun, once it turns out to be long."""
        asked.cancel()
        if asked in self._waiting:
            self._waiting.remove(asked)
        one = asked.worker
        if one and one.queue and one.queue[0] is asked and time.monotonic() - one.began > _LOOK:
            self._replace(one)

    def _give(self, one: Worker) -> None:
        """Hand a worker what waits, more than one job if it was quick and many wait; else let it rest."""
        share = -(-len(self._waiting) // self.limits.workers)
        most = min(share, _MOST_AT_ONCE) - len(one.queue) if one.took < _QUICK else 1 - len(one.queue)
        batch = list(islice(filter(None, iter(self._next, None)), max(most, 0)))
        if not one.queue:
            one.began = time.monotonic()
        for asked in batch:
            asked.worker = one
        one.queue += batch
        if one.queue:
            self._busy.add(one)
        else:
            self._busy.discard(one)
            self._idle.append(one)
        if batch:
            one.unsent += b"".join(asked.content for asked in batch)
            self._send(one)

    def _next(self) -> Asked | None:
        """Give who is next: the first come; once that one waited too long, the newest every other time.

        The newest alone would leave the others waiting for as long as new ones come.
        """
        while self._waiting:
            is_stale = time.monotonic() - self._waiting[0].since > self.limits.stale
            self._is_turn_of_newest = is_stale and not self._is_turn_of_newest
            asked = self._waiting.pop() if self._is_turn_of_newest else self._waiting.popleft()
            if not asked.done():
                return asked
        return None

    def _send(self, one: Worker) -> None:
        try:
            del one.unsent[: one.channel.send(one.unsent)]
        except BlockingIOError:
            pass
        except OSError:
            self._died(one)
            return
        if one.unsent and not one.is_sending:
            self._loop.add_writer(one.channel, self._send, one)
        elif one.is_sending and not one.unsent:
            self._loop.remove_writer(one.channel)
        one.is_sending = bool(one.unsent)

    def _receive(self, one: Worker) -> None:
        try:
            part = one.channel.recv(max(worker.CHUNK, worker.missing(one.received)))
        except BlockingIOError:
            return
        except OSError:
            part = b""
        if not part:
            self._died(one)
            return
        one.received += part
        while one.queue and worker.missing(one.received) <= 0:
            reply, is_last = worker.unpacked(one.received)
            asked, now = one.queue.popleft(), time.monotonic()
            one.took, one.began = now - one.began, now
            if not asked.done():
                asked.set_result(reply)
            if is_last:
                self._replace(one)
                return
        if one in self._retired and not one.queue:
            self._replace(one)
        elif one not in self._retired and len(one.queue) <= _MOST_AT_ONCE // 2:
            self._give(one)

    def _died(self, one: Worker) -> None:
        """Replace a worker that is gone, and say why to whom it was answering."""
        if one in self._idle:
            self._idle.remove(one)
        if one.queue:
            asked = one.queue.popleft()
            is_sudden = time.monotonic() - one.began < _SUDDEN
            self._explain(one, asked, may_retry=is_sudden and not one.is_pressed and not asked.is_last_try)
        self._replace(one)

    def _explain(self, one: Worker, asked: Asked, *, may_retry: bool) -> None:
        code = one.exit_code()
        if code is None:
            self._loop.call_later(_GONE, lambda: self._explain(one, asked, may_retry=may_retry))
        elif may_retry and code == -signal.SIGKILL:
            asked.is_last_try = True
            self._again([asked])
        else:
            asked.refuse(self._why(one, code))

    def _again(self, lost: Sequence[Asked]) -> None:
        """Let jobs wait that were handed to a worker in vain, before all others."""
        self._waiting.extendleft(asked for asked in reversed(lost) if not asked.done())
        while self._waiting and self._idle:
            self._give(self._idle.pop())

    def _new(self) -> Worker:
        share = self.limits.megabytes // self.limits.workers
        one = worker.start(self._answer, self.limits.seconds, share)
        self._loop.add_reader(one.channel, self._receive, one)
        return one

    def _replace(self, one: Worker) -> None:
        """End a worker, whatever it does, and give another in its place."""
        self._busy.discard(one)
        self._retired.discard(one)
        self._loop.remove_reader(one.channel)
        self._loop.remove_writer(one.channel)
        one.let_go()
        self._dying.append(one)
        self._loop.call_later(_LOOK, self._bury)
        self._idle.append(self._new())
        self._again([asked for asked in one.queue if asked.worker is one])
        one.queue.clear()

    def _bury(self) -> None:
        """Ask after those that were killed, so that none stays as a dead entry among the processes."""
        self._dying = [one for one in self._dying if one.is_alive()]
        if self._dying:
            self._loop.call_later(_LOOK, self._bury)

    def _look(self) -> None:
        """End what has had its time: a job, who waits too long, and the longest job while others wait."""
        now = time.monotonic()
        for one in [one for one in self._busy if now - one.began > _LOOK]:
            self._look_at(one, now)
        while self._waiting and now - self._waiting[0].since > self.limits.patience:
            self._waiting.popleft().refuse(busy(f"all workers were busy for {self.limits.patience:g} seconds"))
        oldest = min(self._busy, key=lambda one: one.began, default=None)
        if self._waiting and oldest and not oldest.is_pressed and now - oldest.began > self.limits.crowded:
            oldest.is_pressed = True
            oldest.kill()
        is_at_rest = not self._busy and not self._waiting
        self._watch = None if is_at_rest else self._loop.call_later(_LOOK, self._look)

    def _look_at(self, one: Worker, now: float) -> None:
        """End a job that had its time or that nobody waits for; what waits behind a long one is handed to others."""
        if now - one.began > self.limits.seconds or one.queue[0].done():
            what = f"no answer within {self.limits.seconds:g} seconds"
            one.queue.popleft().refuse(RefusedError(503, what, "ask for less: add LIMIT or a pattern"))
            self._replace(one)
            return
        one.took = now - one.began
        behind = [asked for asked in islice(one.queue, 1, None) if asked.worker is one]
        for asked in behind:
            asked.worker = None
        self._again(behind)

    def _why(self, one: Worker, code: int) -> RefusedError:
        """Say why a worker died."""
        share = self.limits.megabytes // self.limits.workers
        if one.is_pressed:
            what = f"it had {self.limits.crowded:g} seconds, and others wait"
            return RefusedError(503, what, "ask for less, or later", headers={"Retry-After": str(RETRY)})
        if code in {OUT_OF_MEMORY, -signal.SIGABRT}:
            return RefusedError(507, f"it needs more than {share} MB of memory", "ask for less: add LIMIT or a pattern")
        if code == -signal.SIGKILL:
            return busy("the worker was ended from outside")
        return RefusedError(500, "the engine broke down over it", "ask in smaller steps")
