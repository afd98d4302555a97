"""Whole answers kept for the next client, the least used let go first."""

import hashlib
from collections import OrderedDict

from graph.serve.jobs import Job, Reply

_OVERHEAD = 1000


class Cache:
    """Answers by job and version of the data.

    Parameters
    ----------
    most : int
        How many bytes all answers together may have.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._kept: OrderedDict[str, Reply] = OrderedDict()

    def find(self, tag: str) -> Reply | None:
        """Give the answer with this tag, if it is there."""
        reply = self._kept.get(tag)
        if reply is not None:
            self._kept.move_to_end(tag)
        return reply

    def keep(self, tag: str, reply: Reply) -> None:
        """Keep an answer, unless it is an error, unsteady, or a large part of the room."""
        if reply.status != 200 or not reply.steady or len(reply.body) > self.most // 8 or tag in self._kept:
            return
        self._kept[tag] = reply
        self.size += len(reply.body) + _OVERHEAD
        while self.size > self.most:
            _, oldest = self._kept.popitem(last=False)
            self.size -= len(oldest.body) + _OVERHEAD

    def clear(self) -> None:
        """Keep nothing of what there was."""
        self._kept.clear()
        self.size = 0


def tag(job: Job, digest: str) -> str:
    """Give the ETag of an answer: of the job, what the client takes, and the data.

    It is a weak one: rows whose order the query leaves open may come in another order next time.
    """
    return f'W/"{hashlib.sha256(repr((job, digest)).encode("utf-8", "replace")).hexdigest()[:32]}"'
