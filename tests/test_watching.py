"""`adr check --watch`: a real process, and files that really change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING

import pytest

from adr.watching import listed

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

FILE = "adrs/ADR-0001-x.md"
PATIENCE = 30


class Watched:
    """A running `adr check --watch`, and the lines that it prints."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-m", "adr", *arguments, "check", "--watch", "--format", "concise"]
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.lines: SimpleQueue[str] = SimpleQueue()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            threading.Thread(target=self._listen, args=(stream,), daemon=True).start()

    def _listen(self, stream: IO[str]) -> None:
        for line in stream:
            self.lines.put(line.rstrip("\n"))

    def until(self, *wanted: str) -> list[str]:
        """Return the lines printed until each of those that are wanted was there."""
        seen: list[str] = []
        end = time.monotonic() + PATIENCE
        while not all(any(part in line for line in seen) for part in wanted):
            try:
                seen.append(self.lines.get(timeout=max(0, end - time.monotonic())))
            except Empty:
                raise AssertionError(f"{wanted} are not all in {seen}") from None
        return seen

    def silent(self, seconds: float) -> bool:
        """Tell whether nothing is printed for a while."""
        try:
            self.lines.get(timeout=seconds)
        except Empty:
            return True
        return False


Start = Callable[..., Watched]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts to watch; whatever it started ends with the test."""
    started: list[Watched] = []

    def start(*arguments: str, at: Path = tmp_path) -> Watched:
        started.append(Watched(at, *arguments))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait()


def test_a_record_that_changes_is_checked_again_until_ctrl_c(
    base: Base, record: Write, tmp_path: Path, watch: Start
) -> None:
    base({FILE: record()})
    running = watch()
    running.until("watching; Ctrl-C ends", "1 record checked: nothing to report")
    (tmp_path / FILE).write_text(record(status="Draft"))
    running.until(f"changed: {FILE}", "ENV004", "1 error")
    (tmp_path / "adrs/new.tmp").write_text(record())
    (tmp_path / "adrs/new.tmp").replace(tmp_path / FILE)
    running.until(f"changed: {FILE}", "1 record checked: nothing to report")
    (tmp_path / "adrs/2026").mkdir()
    (tmp_path / "adrs/2026/ADR-0002-y.md").write_text("broken")
    running.until("ADR-0002-y.md", "2 records checked, 1 of them unreadable")
    (tmp_path / "adrs/2026/ADR-0002-y.md").unlink()
    running.until("changed: adrs/2026/ADR-0002-y.md", "1 record checked: nothing to report")
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0


def test_settings_kinds_and_people_count_and_may_be_broken_for_a_moment(
    base: Base, record: Write, tmp_path: Path, watch: Start
) -> None:
    base({FILE: record(), "governance/people.yml": "- {handle: m.okafor, name: Mary Okafor, kind: person}\n"})
    running = watch()
    running.until("1 record checked: nothing to report")
    (tmp_path / "adr.toml").write_text("= 3")
    running.until("changed: adr.toml", "adr: ")
    (tmp_path / FILE).write_text(record(status="Draft"))
    running.until(f"changed: {FILE}", "adr: ")
    (tmp_path / "adr.toml").write_text('[kinds.decision]\nfolder = "docs/decisions"\n')
    running.until("changed: adr.toml", "0 records checked")
    (tmp_path / "docs/decisions").mkdir(parents=True)
    (tmp_path / "docs/decisions/ADR-0001-x.md").write_text(record())
    running.until("docs/decisions/ADR-0001-x.md", "1 record checked: nothing to report")
    (tmp_path / "governance/people.yml").write_text("- {handle: j.lind, name: Jo Lind, kind: person}\n")
    running.until("changed: governance/people.yml", "nobody has the handle `m.okafor`")
    (tmp_path / ".adr/kinds/rfc").mkdir(parents=True)
    (tmp_path / ".adr/kinds/rfc/schema.yaml").write_text("x-extends: decision\nx-prefix: RFC\nx-folder: rfcs\n")
    running.until("changed: .adr/kinds/rfc/schema.yaml", "1 error")
    (tmp_path / "rfcs").mkdir()
    (tmp_path / "rfcs/RFC-0001-x.md").write_text(record("RFC-0001", kind="rfc", title="Use Redis", status="Draft"))
    running.until("rfcs/RFC-0001-x.md:5:9: ENV004")


def test_settings_that_are_broken_from_the_start_are_said_and_waited_for(
    base: Base, record: Write, tmp_path: Path, watch: Start
) -> None:
    base({FILE: record()})
    (tmp_path / "adr.toml").write_text("= 3")
    running = watch()
    running.until("watching", "adr: ")
    (tmp_path / "adr.toml").write_text("")
    running.until("changed: adr.toml", "1 record checked: nothing to report")


def test_what_is_none_of_its_business_does_not_wake_it_and_it_costs_nothing_to_wait(
    base: Base, record: Write, tmp_path: Path, watch: Start
) -> None:
    base({FILE: record(), "src/main.py": "x", "index.md": ""})
    running = watch()
    running.until("1 record checked: nothing to report")
    used = _seconds_used(running.process.pid)
    (tmp_path / "src/main.py").write_text("y")
    (tmp_path / "index.md").write_text("y")
    (tmp_path / "adrs/.ADR-0001-x.md.swp").write_text("y")
    (tmp_path / "adrs/4913").write_text("y")
    (tmp_path / "adrs/4913").unlink()
    (tmp_path / FILE).read_text()
    assert running.silent(2)
    assert _seconds_used(running.process.pid) - used < 0.5


def _seconds_used(process: int) -> float:
    """Return how long a process has had a processor."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        pytest.skip("the system does not tell what a process has used")
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_it_can_be_started_below_the_root_and_with_settings_from_elsewhere(
    base: Base, record: Write, tmp_path: Path, watch: Start
) -> None:
    base({FILE: record()})
    running = watch(at=tmp_path / "adrs")
    running.until("1 record checked: nothing to report")
    (tmp_path / "adr.toml").unlink()
    running.until("changed: adr.toml", "adr: ")
    settings = tmp_path / "elsewhere/own.toml"
    settings.parent.mkdir()
    settings.write_text("")
    other = watch("-C", str(tmp_path), "--config", str(settings), at=tmp_path.parent)
    other.until("1 record checked: nothing to report")
    settings.write_text("= 3")
    other.until("changed: ", "adr: ")


def test_it_is_refused_with_what_has_no_second_run(base: Base, adr: Command, tmp_path: Path) -> None:
    assert "adr init" in adr("check", "--watch", at=tmp_path).err
    base({})
    assert adr("check", "--watch", "--update-baseline").code == 2
    assert adr("check", "--watch", "-", "--stdin-filename", FILE).code == 2


def test_a_line_names_three_files_and_counts_the_rest() -> None:
    assert listed(("a", "b", "c")) == "a, b, c"
    assert listed(("a", "b", "c", "d", "e")) == "a, b, c and 2 more"
