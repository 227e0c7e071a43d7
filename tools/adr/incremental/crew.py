"""Work shared among processes: as many as there are cores, where the system can copy a process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_T = TypeVar("_T")

LEAST = 400
"""Pieces of work below which a second process costs more than it saves."""

_MOST = 8


def workers() -> int:
    """Return how many processes can work at once; 1 where the system cannot copy a process safely."""
    if not sys.platform.startswith("linux"):
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def share(work: Callable[[Sequence[_T]], bytes], pieces: Sequence[_T], count: int) -> list[bytes]:
    """Have `count` processes, this one included, do `work` on a share of `pieces` each; return what each made.

    What another process could not finish is done here, so that its exception is raised here.
    """
    if count < 2:  # noqa: PLR2004 - there is nobody to share with
        return [work(pieces)]
    import multiprocessing

    system = multiprocessing.get_context("fork")
    shares = [pieces[start::count] for start in range(count)]
    others = []
    for own in shares[1:]:
        receiver, sender = system.Pipe(duplex=False)
        process = system.Process(target=_serve, args=(work, own, sender), daemon=True)
        process.start()
        sender.close()
        others.append((process, receiver, own))
    made = [work(shares[0])]
    for process, receiver, own in others:
        done: bytes | None = None
        with suppress(EOFError, OSError):
            done = receiver.recv_bytes()
        process.join()
        made.append(work(own) if done is None else done)
    return made


def _serve(work: Callable[[Sequence[_T]], bytes], own: Sequence[_T], sender: Connection) -> None:
    with suppress(Exception):  # whoever waits does the work again, and then sees what is wrong
        sender.send_bytes(work(own))
    sender.close()
    os._exit(0)  # nothing of this process is needed any more, and nothing that the other has open is flushed twice
