"""One change each, after which something is found, or no longer, in a file that did not change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.incremental.drift import DAY, LATER, as_found, as_read

from adr.project import find

Files = Mapping[str, str | None]


def written(id_: str, body: str = "", **fields: str) -> str:
    """Return the text of a decision in force, or of another record."""
    stated = {"id": id_, "kind": "decision", "title": id_, "status": "accepted", "date": "2026-01-10", "owner": "ann"}
    head = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in (stated | fields).items())
    return f"---\n{head}---\n{body}"


X, Y, Z, T = (f"adrs/ADR-000{number}-x.md" for number in (1, 2, 3, 4))
RESTS = written("ADR-0003", relations="{depends-on: [ADR-0001]}")
TIED = "{relates-to: [ADR-0004]}"
NEW = written("ADR-0002", relations=TIED)
PEOPLE, SETTINGS, OWN_KIND = "governance/people.yml", "adr.toml", ".adr/kinds/decision/schema.yaml"

SCENES: dict[str, tuple[Files, Files]] = {
    "cited by its id": ({X: written("ADR-0001"), Y: NEW}, {Y: written("ADR-0002", "See ADR-0001.\n", relations=TIED)}),
    "cited by a link": (
        {X: written("ADR-0001"), Y: NEW}, {Y: written("ADR-0002", "[a](ADR-0001-x.md)\n", relations=TIED)},
    ),
    "no longer cited": (
        {X: written("ADR-0001"), Y: written("ADR-0002", "See ADR-0001.\n", relations=TIED)}, {Y: NEW},
    ),
    "called otherwise before": (
        {X: written("ADR-0001", relations="{relates-to: [ADR-0009]}"), Y: NEW},
        {Y: written("ADR-0002", relations=TIED, aliases="[ADR-0009]")},
    ),
    "superseded as it says itself": (
        {X: written("ADR-0001", status="superseded", relations="{superseded-by: [ADR-0002]}"), Z: RESTS}, {Y: NEW},
    ),
    "superseded as another says": (
        {X: written("ADR-0001", relations=TIED), Y: NEW},
        {Y: written("ADR-0002", relations="{relates-to: [ADR-0004], supersedes: [ADR-0001]}")},
    ),
    "rests on what is retired": (
        {X: written("ADR-0001", relations=TIED), Z: RESTS},
        {X: written("ADR-0001", relations=TIED, status="deprecated")},
    ),
    "a heading that is gone": (
        {X: written("ADR-0001", "## Context\n"), Y: written("ADR-0002", "[a](ADR-0001-x.md#context)\n")},
        {X: written("ADR-0001", "## Other\n")},
    ),
    "a target that is there": ({X: written("ADR-0001", relations="{amends: [ADR-0002]}")}, {Y: NEW}),
    "a target that is gone": ({X: written("ADR-0001", relations="{amends: [ADR-0002]}"), Y: NEW}, {Y: None}),
    "a title like another": (
        {X: written("ADR-0001", title="Use one queue"), Y: NEW}, {Y: written("ADR-0002", title="Use one queue")},
    ),
    "a circle": (
        {X: written("ADR-0001", relations="{supersedes: [ADR-0002]}"), Y: NEW},
        {Y: written("ADR-0002", relations="{supersedes: [ADR-0001]}")},
    ),
    "an id that is nearer": ({X: written("ADR-0001", "See ADR-0042.\n")}, {"adrs/ADR-0041-x.md": written("ADR-0041")}),
    "a file that is nearer": (
        {X: written("ADR-0001", "[a](ADR-0002-z.md)\n"), "adrs/ADR-0009-w.md": written("ADR-0009")}, {Y: NEW},
    ),
    "a picture": ({X: written("ADR-0001", "![a](a.png)\n")}, {"adrs/a.png": "x"}),
    "a picture that is gone": ({X: written("ADR-0001", "![a](a.png)\n"), "adrs/a.png": "x"}, {"adrs/a.png": None}),
    "somebody new": ({X: written("ADR-0001"), PEOPLE: "- {handle: bob}\n"}, {PEOPLE: "- {handle: ann}\n"}),
    "a list that is broken": ({X: written("ADR-0001"), PEOPLE: "- {handle: ann}\n"}, {PEOPLE: "- {handle\n"}),
    "a control": (
        {X: written("ADR-0001", controls="['c:A1']"), "governance/controls/c.yml": "- {ref: B1}\n"},
        {"governance/controls/c.yml": "- {ref: A1}\n"},
    ),
    "a severity": (
        {X: written("ADR-0001", "See ADR-0099.\n")}, {SETTINGS: "[rules.REL008]\nseverity = 'warning'\n"},
    ),
    "an option": ({X: written("ADR-0001")}, {SETTINGS: "[rules.REL007]\ndays = 9000\n"}),
    "a rule that is off": ({X: written("ADR-0001", status="x")}, {SETTINGS: "[rules.ENV004]\nseverity = 'off'\n"}),
    "a kind that is off": (
        {X: written("ADR-0001", "See PLB-0009.\n")}, {SETTINGS: "[kinds.playbook]\nenabled = false\n"},
    ),
    "a kind that says more": ({X: written("ADR-0001")}, {OWN_KIND: "x-extends: decision\nx-in-force: [draft]\n"}),
    "another dialect": ({X: written("ADR-0001")}, {SETTINGS: "[kinds.decision]\ndialect = 'madr'\n"}),
    "a limit": ({X: written("ADR-0001", "x" * 200)}, {SETTINGS: "max-bytes = 150\n"}),
    "an id that clashes": ({X: written("ADR-0001")}, {"adrs/ADR-0001-y.md": written("ADR-0001")}),
    "a file that cannot be read": ({X: written("ADR-0001", relations="{amends: [ADR-0002]}"), Y: NEW}, {Y: "---\n"}),
    "a file that is renamed": (
        {X: written("ADR-0001", "[a](ADR-0002-x.md)\n"), Y: NEW}, {Y: None, "adrs/ADR-0002-y.md": NEW},
    ),
    "a version": (
        {X: written("ADR-0001", relations="{amends: ['ADR-0002@1']}"), Y: written("ADR-0002", version="'1'")},
        {Y: written("ADR-0002", version="'2'")},
    ),
    "two changes, of which the second is about what the first left alone": (
        {X: written("ADR-0001", "![a](a.png)\n", relations="{amends: [ADR-0002]}"), Y: NEW},
        {Y: None, SETTINGS: "[rules.REL001]\nseverity = 'warning'\n"},
    ),
}  # fmt: skip


def put(root: Path, files: Files) -> None:
    """Write files, and remove those that have no text."""
    for name, text in files.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


def plays(root: Path, name: str) -> str:
    """Play a scene forth and back; return where the two ways to run differ, empty where they do not."""
    before, after = SCENES[name]
    back = {path: before.get(path, "" if path == SETTINGS else None) for path in after}
    put(root, {SETTINGS: "", T: written("ADR-0004", relations="{relates-to: [ADR-0005]}"), **before})
    for number, files in enumerate(({}, after, back, {X: written("ADR-0001", "Other.\n"), **after})):
        put(root, files)
        for day in (DAY, LATER) if number == 1 else (DAY,):
            if as_found(find(root), 1, day) != as_read(find(root), day):
                return f"{name}, {number}, {day}"
    return ""


def changes_something(root: Path, name: str) -> bool:
    """Tell whether a scene's change shows in what is found in files that it leaves alone."""
    before, after = SCENES[name]
    put(root, {SETTINGS: "", T: written("ADR-0004", relations="{relates-to: [ADR-0005]}"), **before})
    earlier = as_read(find(root))[0]
    put(root, after)
    return earlier != as_read(find(root))[0]
