"""What is kept between runs: read back as it was, or not at all."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from adr.finding import Finding, Location, Severity
from adr.incremental import cache
from adr.incremental.cache import Item, Store
from adr.incremental.study import NONE

FOUND = Finding(Location("a.md", 2, 3), "ENV001", "m", Severity.WARNING, "h", (Location("b.md"),), "excerpt")
ITEM = Item(
    "a.md", "k", (1, 2, 3, 4), b"d", "ADR-0001", "T", ["x"], NONE, NONE, NONE, checked=True,
    findings={"ENV001": [FOUND]}, asked=NONE, waivers=NONE,
)  # fmt: skip
STORE = Store({}, {"p": True}, [ITEM])


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    cache.save(tmp_path / "new" / "x.bin", STORE)
    loaded = cache.load(tmp_path / "new" / "x.bin")
    assert loaded == STORE
    assert repr(loaded.items[0].findings) == repr({"ENV001": [FOUND]})
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["x.bin"]


@pytest.mark.parametrize("at", [0, 5, 20, 60, -1])
def test_what_was_damaged_is_as_if_it_were_not_there(tmp_path: Path, at: int) -> None:
    path = tmp_path / "x.bin"
    cache.save(path, STORE)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    assert cache.load(path) == Store()
    path.write_bytes(data[: len(data) // 2])
    assert cache.load(path) == Store()


@pytest.mark.parametrize("data", [b"", b"adr cache 1\n", b"\x93\x80\x80\x90", b"{}"])
def test_what_is_somebody_elses_is_as_if_it_were_not_there(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.bin").write_bytes(data)
    assert cache.load(tmp_path / "x.bin") == Store()
    assert cache.load(tmp_path) == Store()


def test_another_version_starts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.save(tmp_path / "x.bin", STORE)
    monkeypatch.setattr(cache, "__version__", "9.9.9")
    assert cache.load(tmp_path / "x.bin") == Store()


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache.save(tmp_path / "file" / "x.bin", STORE)
    assert not cache.writable(tmp_path / "file" / "x.bin")
    assert cache.writable(tmp_path / "new" / "x.bin")


def test_nobody_without_a_home_gets_a_folder_in_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache.save(Path("~/.cache/adr/x.bin"), STORE)
    assert list(tmp_path.iterdir()) == []
    assert not cache.writable(Path("~/.cache/adr/x.bin"))


def test_runs_at_the_same_time_leave_one_of_their_stores_whole(tmp_path: Path) -> None:
    stores = [Store({}, {str(n): True for n in range(number)}, []) for number in range(1, 9)]
    threads = [threading.Thread(target=cache.save, args=(tmp_path / "x.bin", store)) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.load(tmp_path / "x.bin") in stores


def test_a_file_is_known_by_its_stamp_only_when_it_has_been_left_alone_for_a_while() -> None:
    assert cache.settled((1, 10, 10, 1), 10 + 2_000_000_001)
    assert not cache.settled((1, 10, 1_000_000_000, 1), 2_000_000_011)


def test_projects_do_not_share_what_is_kept(tmp_path: Path) -> None:
    places = {cache.place(tmp_path, tmp_path / "adr.toml"), cache.place(tmp_path, tmp_path / "other.toml")}
    assert len(places | {cache.place(tmp_path / "x", tmp_path / "adr.toml")}) == 3
