"""The only writer: all of a change or nothing of it, and never over what it did not read."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adr import write as module
from adr.finding import CannotRunError
from adr.walk import PENDING
from adr.write import FileChange, diff, lock, recover, write, write_tree

Tree = dict[str, str]

OLD: Tree = {"adrs/a.md": "a: old\r\n" * 400, "adrs/b.md": "b: old ü\n", "x/gone.md": "gone\n", "kept.md": "kept\n"}
NEW: Tree = {"adrs/a.md": "a: new\n", "adrs/b.md": "b: new 🦊\r\n" * 300, "adrs/c.md": "c\n", "y/z/d.md": "d\n" * 500}
NEW |= {"kept.md": "kept\n"}


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def tree(folder: Path) -> Tree:
    return {name: (folder / name).read_bytes().decode() for name in names(folder)}


def plant(folder: Path, files: Tree) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def changes(root: Path, old: Tree = OLD, new: Tree = NEW) -> list[FileChange]:
    """Return what turns one tree into the other: two new files, two changed, one removed."""
    paths = sorted(old.keys() | new.keys())
    return [FileChange(root / p, old.get(p), new.get(p)) for p in paths if old.get(p) != new.get(p)]


def test_new_files_and_changes_are_made_together(tmp_path: Path) -> None:
    plant(tmp_path, OLD)
    write(tmp_path, changes(tmp_path))
    assert tree(tmp_path) == NEW, "and nothing temporary is left"
    assert not (tmp_path / ".adr").exists()
    assert recover(tmp_path) == []


def test_no_change_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_own_kinds_beside_the_pending_folder_stay(tmp_path: Path) -> None:
    plant(tmp_path, {".adr/kinds/rfc/schema.yaml": "x: 1\n"})
    write(tmp_path, [FileChange(tmp_path / "a.md", None, "a\n")])
    assert names(tmp_path) == {".adr/kinds/rfc/schema.yaml", "a.md"}
    assert not (tmp_path / PENDING).exists()


def test_a_file_that_is_already_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine\n")
    with pytest.raises(CannotRunError, match=r"a\.md is already there"):
        write(tmp_path, [FileChange(tmp_path / "b.md", None, "x"), FileChange(tmp_path / "a.md", None, "theirs")])
    assert tree(tmp_path) == {"a.md": "mine\n"}


def test_a_file_that_changed_meanwhile_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("now\n")
    with pytest.raises(CannotRunError, match=r"a\.md has changed meanwhile; nothing was written"):
        write(
            tmp_path, [FileChange(tmp_path / "b.md", None, "x"), FileChange(tmp_path / "a.md", "before\n", "after\n")]
        )
    assert tree(tmp_path) == {"a.md": "now\n"}


@pytest.mark.parametrize("after", ["after\n", None])
def test_a_file_that_is_gone_stops_everything(tmp_path: Path, after: str | None) -> None:
    with pytest.raises(CannotRunError, match=r"a\.md has changed meanwhile"):
        write(tmp_path, [FileChange(tmp_path / "b.md", None, "x"), FileChange(tmp_path / "a.md", "before\n", after)])
    assert names(tmp_path) == set()


def test_a_line_ending_that_changed_meanwhile_counts(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"one\r\n")
    with pytest.raises(CannotRunError, match="has changed meanwhile"):
        write(tmp_path, [FileChange(tmp_path / "a.md", "one\n", "two\n")])
    assert (tmp_path / "a.md").read_bytes() == b"one\r\n"


def test_a_file_that_is_no_longer_text_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe")
    with pytest.raises(CannotRunError, match=r"a\.md"):
        write(tmp_path, [FileChange(tmp_path / "a.md", "one\n", "two\n")])
    assert (tmp_path / "a.md").read_bytes() == b"\xff\xfe"


def test_a_file_that_appears_while_the_change_is_made_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, OLD)
    real = module._stage

    def stage(root: Path, *rest: Any) -> Any:
        (tmp_path / "y/z").mkdir(parents=True, exist_ok=True)
        (tmp_path / "y/z/d.md").write_text("somebody else's\n")
        return real(root, *rest)

    monkeypatch.setattr(module, "_stage", stage)
    with pytest.raises(CannotRunError, match=r"d\.md is already there; nothing was written"):
        write(tmp_path, changes(tmp_path))
    assert tree(tmp_path) == {**OLD, "y/z/d.md": "somebody else's\n"}


@pytest.mark.parametrize("text", ["", "somebody else's\n"])
def test_without_links_a_file_that_appears_is_not_written_over_and_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, *, links: bool
) -> None:
    plant(tmp_path, OLD)
    real = module._create

    def create(staged: Path, target: Path) -> None:
        if target.name == "d.md":
            target.write_text(text)
        real(staged, target)

    monkeypatch.setattr(module, "_create", create)
    with pytest.raises(CannotRunError, match=r"d\.md is already there; nothing was written"):
        write(tmp_path, changes(tmp_path))
    assert tree(tmp_path) == {**OLD, "y/z/d.md": text}, f"with links: {links}"


def test_without_links_new_files_are_made_and_follow_the_umask(tmp_path: Path, *, links: bool) -> None:
    before = os.umask(0o027)
    try:
        write(plant(tmp_path, OLD), changes(tmp_path))
    finally:
        os.umask(before)
    assert tree(tmp_path) == NEW, f"with links: {links}"
    assert (tmp_path / "adrs/c.md").stat().st_mode & 0o777 == 0o640
    assert not (tmp_path / ".adr").exists()


def test_a_folder_where_a_file_should_be_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(CannotRunError, match=r"a\.md"):
        write(tmp_path, [FileChange(tmp_path / "b.md", None, "x"), FileChange(tmp_path / "a.md", None, "x")])
    (tmp_path / "file").touch()
    with pytest.raises(CannotRunError, match="file"):
        write(tmp_path, [FileChange(tmp_path / "b.md", None, "x"), FileChange(tmp_path / "file/in.md", None, "x")])
    assert names(tmp_path) == {"file"}


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o750, 0o444, 0o400, 0o755])
def test_permissions_are_kept(tmp_path: Path, mode: int) -> None:
    (tmp_path / "a.sh").write_text("one")
    (tmp_path / "a.sh").chmod(mode)
    write(tmp_path, [FileChange(tmp_path / "a.sh", "one", "two")])
    assert (tmp_path / "a.sh").read_text() == "two"
    assert (tmp_path / "a.sh").stat().st_mode & 0o7777 == mode


def test_new_files_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write(tmp_path, [FileChange(tmp_path / "b.md", None, "x")])
    finally:
        os.umask(before)
    assert (tmp_path / "b.md").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_what_it_leads_to_changes(tmp_path: Path) -> None:
    plant(tmp_path, {"shared/x.md": "one\n", "adrs/b.md": "b\n"})
    (tmp_path / "adrs/a.md").symlink_to("../shared/x.md")
    write(tmp_path, [FileChange(tmp_path / "adrs/a.md", "one\n", "two\n")])
    assert (tmp_path / "adrs/a.md").is_symlink()
    assert tree(tmp_path) == {"shared/x.md": "two\n", "adrs/a.md": "two\n", "adrs/b.md": "b\n"}


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """Return a folder whose owner is not root, as whom this test goes on, so that permissions count."""
    folder = Path(tempfile.mkdtemp(prefix="adr-write-"))
    root = os.geteuid() == 0
    if root:
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o700)
        shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions of folders are a matter of POSIX")
@pytest.mark.parametrize("locked", ["adrs", "x", "y"])
def test_a_folder_that_may_not_be_written_stops_everything(own_folder: Path, locked: str) -> None:
    plant(own_folder, {**OLD, "y/z/other.md": "z\n"})
    for folder in (own_folder / locked, own_folder / "y/z" if locked == "y" else own_folder / locked):
        folder.chmod(0o555)
    with pytest.raises(CannotRunError) as caught:
        write(own_folder, changes(own_folder))
    assert tree(own_folder) == {**OLD, "y/z/other.md": "z\n"}, "nothing was written"
    assert {"adrs": "adrs/", "x": "x/gone.md", "y": "y/z"}[locked] in str(caught.value), "the message names the file"
    assert recover(own_folder) == []
    assert tree(own_folder) == {**OLD, "y/z/other.md": "z\n"}, "and it is not written later either"


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="permissions of folders are a matter of POSIX")
def test_a_project_that_may_not_be_written_says_so(own_folder: Path) -> None:
    plant(own_folder, OLD)
    own_folder.chmod(0o555)
    with pytest.raises(CannotRunError, match="Permission denied"):
        write(own_folder, changes(own_folder))
    own_folder.chmod(0o755)
    assert tree(own_folder) == OLD


class Tracer:
    """Counts the steps of the writer: every line of it, and every call that changes files. Acts at the n-th."""

    EVENTS = ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.copymode")

    def __init__(self, last: int, act: Callable[[], None]) -> None:
        self.count, self.last, self.act = 0, last, act

    def step(self) -> None:
        self.count += 1
        if self.count == self.last:
            self.act()

    def __call__(self, frame: FrameType, what: str, _: Any) -> Tracer | None:
        if frame.f_code.co_filename != module.__file__:
            return None
        if what == "line":
            self.step()
        return self

    def audit(self, event: str, _: tuple[Any, ...]) -> None:
        if event in self.EVENTS:
            self.step()


def dies_at(last: int, work: Callable[[], object]) -> bool:
    """Do `work` in a process of its own that is gone at its n-th step; tell whether it came that far."""
    process = os.fork()
    if not process:
        tracer = Tracer(last, lambda: os._exit(9))
        try:
            sys.addaudithook(tracer.audit)
            sys.settrace(tracer)
            work()
            sys.settrace(None)
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert code in (0, 9)
    return code == 9


def locked_write(root: Path, what: list[FileChange]) -> None:
    with lock(root):
        write(root, what)


@pytest.fixture(params=[None, errno.EPERM, errno.ENOTSUP], ids=["links", "EPERM", "ENOTSUP"])
def links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Run a test with hard links, and on file systems that have none; tell whether there are any."""

    def refuse(staged: Path, target: Path) -> None:
        sys.audit("os.link", staged, target, -1, -1)
        if target.exists() and request.param == errno.ENOTSUP:  # some say this first
            raise FileExistsError(errno.EEXIST, "File exists", str(staged))
        raise OSError(request.param, "Operation not permitted", str(staged))

    if request.param is not None:
        monkeypatch.setattr(os, "link", refuse)
    return request.param is None


def is_whole(root: Path, *, links: bool = True) -> None:
    """Check that each file is wholly the old one or wholly the new one; without links a new one may still be empty."""
    for name, text in tree(root).items():
        if not name.startswith(".adr/"):
            assert text in (OLD.get(name), NEW.get(name)) or (not links and not text and name not in OLD), name


def is_settled(root: Path) -> Tree:
    """Check that a project holds all of a change or nothing of it; return what it holds."""
    found = tree(root)
    assert found in (OLD, NEW)
    assert not any((root / PENDING).rglob("*")), "nothing is pending"
    assert recover(root) == []
    return found


def fresh(parent: Path, number: int) -> Path:
    root = parent / str(number)
    root.mkdir()
    return plant(root, OLD)


@pytest.mark.parametrize("links", [None, errno.EPERM], indirect=True)
def test_a_write_that_is_killed_at_any_point_is_made_or_not_made(tmp_path: Path, *, links: bool) -> None:
    """Kills the writer before each of its lines and of its system calls, one after the other."""
    ends = []
    for last in range(1, 2000):
        root = fresh(tmp_path, last)
        killed = dies_at(last, lambda: locked_write(root, changes(root)))  # noqa: B023 - called at once
        if not killed:
            assert is_settled(root) == NEW
            break
        is_whole(root, links=links)
        left = list(root.glob(f"{PENDING}/*"))
        committed = [path for path in left if (path / "journal.json").exists() and path.suffix != ".over"]
        said = recover(root)
        ends.append(is_settled(root) == NEW)
        assert left or not said, "what was repaired is said, and only that"
        assert said or not committed
        assert not any(("dropped" if ends[-1] else "finished") in line for line in said), "and it is true"
        shutil.rmtree(root)
    assert len(ends) >= 200
    assert ends == sorted(ends), "once it is certain that a change is made, it stays so"
    assert set(ends) == {False, True}


def test_a_repair_that_is_killed_at_any_point_is_repaired(tmp_path: Path, *, links: bool) -> None:
    points = 0
    for stage in range(70, 400, 55):
        for last in range(1, 400, 9):
            root = fresh(tmp_path, stage * 1000 + last)
            dies_at(stage, lambda: locked_write(root, changes(root)))  # noqa: B023 - called at once
            killed = dies_at(last, lambda: recover(root))  # noqa: B023 - called at once
            is_whole(root, links=links)
            recover(root)
            is_settled(root)
            shutil.rmtree(root)
            points += killed
            if not killed:
                break
    assert points >= 20


@pytest.mark.parametrize("links", [None, errno.EPERM], indirect=True)
def test_a_write_that_is_interrupted_from_the_keyboard_is_made_or_not_made(tmp_path: Path, *, links: bool) -> None:
    """Control-C is no kill: Python goes on and cleans up, and the change must survive that too."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    for last in range(1, 2000):
        root = fresh(tmp_path, last)
        tracer = Tracer(last, interrupt)
        sys.settrace(tracer)
        try:
            write(root, changes(root))
        except KeyboardInterrupt:
            pass
        finally:
            sys.settrace(None)
        is_whole(root, links=links)
        recover(root)
        found = tree(root)
        assert found in (OLD, NEW), f"interrupted at step {last}: {sorted(found)}"
        shutil.rmtree(root)
        if tracer.count < last:
            break
    assert last > 100


@pytest.mark.parametrize("call", ["link", "replace", "rename", "unlink", "fsync"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_write_that_the_system_refuses_is_made_or_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    """The disk is full, or a file is taken away, at the n-th call."""
    root, count, real = fresh(tmp_path, 0), 0, getattr(os, call)

    def refuse(*arguments: Any, **named: Any) -> Any:
        nonlocal count
        count += 1
        if count == number:
            raise OSError(28, "No space left on device", str(arguments[0]))
        return real(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, refuse)
        with suppress(CannotRunError):
            write(root, changes(root))
            made = {name: text for name, text in tree(root).items() if not name.startswith(".adr/")}
            assert made == NEW, "without an error it is made"
    recover(root)
    is_settled(root)


LOOP = """
import json
import sys
from pathlib import Path
from adr.write import FileChange, lock, recover, write
root, (a, b) = Path(sys.argv[1]), json.loads(sys.argv[2])
recover(root)
if not (root / "x/gone.md").exists():
    a, b = b, a
print("ready", flush=True)
while True:
    with lock(root):
        paths = [path for path in sorted({**a, **b}) if a.get(path) != b.get(path)]
        write(root, [FileChange(root / path, a.get(path), b.get(path)) for path in paths])
    a, b = b, a
"""


def test_a_process_that_is_killed_at_any_time_leaves_one_state_and_never_half_a_file(tmp_path: Path) -> None:
    root, chance = fresh(tmp_path, 0), random.Random(3)  # noqa: S311 - no secret
    environment = {**os.environ, "PYTHONPATH": str(Path(module.__file__).parent.parent)}
    reads = 0
    for _ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(root), json.dumps([OLD, NEW])], stdout=subprocess.PIPE, env=environment
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        end = time.monotonic() + chance.uniform(0.001, 0.08)
        while time.monotonic() < end:
            for name in OLD.keys() | NEW.keys():
                try:
                    text = (root / name).read_bytes().decode()
                except FileNotFoundError:
                    continue
                assert text in (OLD.get(name), NEW.get(name)), "a reader sees the old file or the new one"
                reads += 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        recover(root)
        is_settled(root)
    assert reads > 100


def test_a_repair_leaves_a_writer_at_work_alone(tmp_path: Path) -> None:
    root = fresh(tmp_path, 0)
    dies_at(120, lambda: locked_write(root, changes(root)))
    assert any((root / PENDING).iterdir())
    with lock(root) as mine:
        assert mine
        assert recover(root) == []
        assert any((root / PENDING).iterdir())
        with lock(root, wait=False) as other:
            assert not other
    assert recover(root) != []
    is_settled(root)


def test_a_writer_that_ends_while_a_repair_begins_leaves_nothing_to_repair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / PENDING).mkdir(parents=True)
    real = module.lock

    @contextmanager
    def locked(root: Path, *, wait: bool = True) -> Iterator[bool]:
        (root / PENDING).rmdir()
        with real(root, wait=wait) as mine:
            yield mine

    monkeypatch.setattr(module, "lock", locked)
    assert recover(tmp_path) == []


def test_every_command_repairs_first_and_says_so(tmp_path: Path) -> None:
    root = fresh(tmp_path, 0)
    last = next(n for n in range(100, 400, 5) if _journaled(root, n))
    assert last
    (root / "adr.toml").touch()
    done = subprocess.run(
        [sys.executable, "-m", "adr", "-C", str(root), "list"],
        env={**os.environ, "PYTHONPATH": str(Path(module.__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.startswith("adr: finished a change that was interrupted: ")
    assert "adrs/c.md" in done.stderr
    assert {name: text for name, text in tree(root).items() if name != "adr.toml"} == NEW


def _journaled(root: Path, last: int) -> bool:
    shutil.rmtree(root)
    root.mkdir()
    plant(root, OLD)
    dies_at(last, lambda: locked_write(root, changes(root)))
    return any((root / ".adr").rglob("journal.json"))


def test_a_diff_shows_paths_from_the_root_and_new_files(tmp_path: Path) -> None:
    changed = [FileChange(tmp_path / "x/a.md", "one\ntwo\n", "one\n2\n"), FileChange(tmp_path / "b.md", None, "new\n")]
    assert diff(tmp_path, changed) == (
        "--- a/x/a.md\n+++ b/x/a.md\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n--- /dev/null\n+++ b/b.md\n@@ -0,0 +1 @@\n+new\n"
    )
    assert names(tmp_path) == set()


LINE = st.sampled_from(["one", "two", "", "-x", "+y", "🦊 é", "a\x0cb", "a\u2028b", "a\x85b", "a\x1cb", "@@ -1 +1 @@"])
LINES = st.lists(LINE, max_size=6)


@st.composite
def texts(draw: Callable[..., Any]) -> str:
    eol = draw(st.sampled_from(["\n", "\r\n"]))
    return str(eol.join(draw(LINES)) + draw(st.sampled_from([eol, eol, ""])))


@given(
    before=st.dictionaries(st.sampled_from(["a.md", "x/b c.md", "ü.md"]), texts().filter(bool), min_size=1),
    after=st.dictionaries(st.sampled_from(["a.md", "x/b c.md", "n.md"]), texts().filter(bool), min_size=1),
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_diff_is_one_that_git_applies(before: Tree, after: Tree) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = plant(Path(folder), before)
        patch = diff(root, changes(root, before, after))
        if not patch:
            assert before == after
            return
        done = subprocess.run(
            ["git", "apply", "-p1", "--whitespace=nowarn"],
            cwd=root,
            input=patch.encode(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (done.stderr, patch)
        assert tree(root) == after


def test_a_tree_holds_exactly_what_it_is_told(tmp_path: Path) -> None:
    assert write_tree(tmp_path, [("a/b.md", b"1"), ("c.md", b"2")]) == 2
    assert write_tree(tmp_path, [("a/b.md", b"1"), ("c.md", b"2")]) == 0, "writing twice changes nothing"
    assert write_tree(tmp_path, [("c.md", b"3")]) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["c.md"], "empty folders go, too"


def test_a_tree_touches_only_what_differs(tmp_path: Path) -> None:
    write_tree(tmp_path, [("a.md", b"1"), ("b.md", b"1")])
    os.utime(tmp_path / "a.md", (1, 1))
    assert write_tree(tmp_path, [("a.md", b"1"), ("b.md", b"2")]) == 1
    assert (tmp_path / "a.md").stat().st_mtime == 1


def test_a_tree_turns_a_folder_into_a_file_and_back(tmp_path: Path) -> None:
    write_tree(tmp_path, [("a/b", b"1")])
    write_tree(tmp_path, [("a", b"2")])
    assert (tmp_path / "a").read_bytes() == b"2"
    write_tree(tmp_path, [("a/b", b"3")])
    assert (tmp_path / "a/b").read_bytes() == b"3"


TREES = st.dictionaries(
    st.from_regex(r"[ab]{1,2}\.md|[xy]/[ab]\.md", fullmatch=True), st.binary(max_size=4), max_size=5
)


@given(before=TREES, after=TREES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tree_becomes_any_other(tmp_path: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    write_tree(tmp_path, before.items())
    write_tree(tmp_path, after.items())
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == after
    assert write_tree(tmp_path, after.items()) == 0
