"""Work shared among processes: all of it is done, whatever happens to a process."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest

from adr.incremental import crew

HERE = os.getpid()


def work(own: Sequence[int]) -> bytes:
    return bytes(own)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_all_pieces_are_done_once(count: int) -> None:
    made = crew.share(work, range(50), count)
    assert sorted(b"".join(made)) == list(range(50))
    assert len(made) == count


def test_what_a_process_left_undone_is_done_here() -> None:
    def fragile(own: Sequence[int]) -> bytes:
        if os.getpid() != HERE:
            os._exit(9)
        return bytes(own)

    assert sorted(b"".join(crew.share(fragile, range(20), 2))) == list(range(20))


def test_an_exception_comes_out_here() -> None:
    def wrong(own: Sequence[int]) -> bytes:
        raise LookupError(len(own))

    with pytest.raises(LookupError):
        crew.share(wrong, range(20), 2)


def test_there_is_somebody_to_work() -> None:
    assert crew.workers() >= 1
