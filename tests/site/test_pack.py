"""A pack in a real browser: nothing of a record runs, nothing is loaded, and everybody can read it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.reports.test_pack import EXAMPLE, Parsed, hostile_pack
from tests.site.conftest import Visit

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def test_no_attack_runs_and_nothing_is_loaded(
    base: Base, record: Write, adr: Command, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    hostile = hostile_pack(base, record, adr)
    made = Parsed(hostile)
    assert not {"script", "iframe", "object", "svg", "form", "base"} & set(made.tags)
    assert made.tags.count("style") == 1
    assert len(made.ids) == len(set(made.ids))
    file = tmp_path / "pack.html"
    file.write_text(hostile, encoding="utf-8")
    seen = visit()
    ran: list[str] = []
    seen.page.expose_function("pwned", lambda: ran.append("ran"))
    seen.page.goto(file.as_uri())
    seen.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = !d.open })")
    assert ran == []
    assert seen.outside(file.as_uri()) == []
    assert seen.errors == []
    assert seen.page.evaluate("document.fonts.ready.then(() => document.fonts.check('12px Inter'))")


def test_the_example_is_accessible_and_fits_a_telephone(
    adr: Command, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "pack.html"
    arguments = ("report", "pack", "--select", "kind=learning&kind=decision&retired=1", "--output", str(file))
    assert adr(*arguments, at=EXAMPLE).code == 0
    for width in (1280, 390):
        seen = visit(width=width)
        seen.page.goto(file.as_uri())
        assert seen.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert seen.errors == []
        found: Any = Axe().run(seen.page).response["violations"]
        assert [(v["id"], v["nodes"][0]["target"]) for v in found] == []
