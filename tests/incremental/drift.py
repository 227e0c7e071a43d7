"""A knowledge base that drifts: one change after another, each of which may change what is found somewhere else."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adr.check import contexts, outcome, run
from adr.graph import Graph
from adr.incremental.memory import Recalled, recall
from adr.people import read_register
from adr.project import Project, find
from adr.report import row
from adr.rule import Context
from adr.source import read_graph

DAY, LATER = "2026-03-20", "2028-03-20"
TERMS = 'reason: "it moves to the handbook in May", approved-by: cid, approved-on: 2026-03-02, expires: 2026-06-01'

Found = tuple[list[str], list[dict[str, Any]]]
"""Findings and the rows of a listing."""

DECISIONS = tuple(f"ADR-{n:04d}" for n in range(1, 7))
LEARNINGS = ("LRN-0001", "LRN-0002", "LRN-0003")
PLAYBOOKS = ("PLB-0001", "PLB-0002")
ODD = ("ADR-0009", "ADR-0011", "PLB-0009", "x")
FOLDERS = {"ADR": ("decision", "adrs"), "LRN": ("learning", "learnings"), "PLB": ("playbook", "playbooks")}
STATUSES = {
    "ADR": ("draft", "proposed", "accepted", "accepted", "superseded", "deprecated", "Acepted"),
    "LRN": ("draft", "published", "closed", "closed", "withdrawn"),
    "PLB": ("draft", "active", "active", "retired", "superseded"),
}
TITLES = (
    "Use PostgreSQL for all of our orders", "Use PostgreSQL for all orders", "Use PostgreSQL for all new orders",
    "Queue every payment", "Alpha", "Beta",
)  # fmt: skip
RELATIONS = (
    *("supersedes", "supersedes", "superseded-by", "amends", "depends-on", "relates-to", "relates-to", "learned-from"),
    *("implements", "implements", "implemented-by", "recurrence-of", "taught", "affects", "unheard-of"),
)
BODIES = (
    "# T\n\n## Context\n\nSee {id}.\n", "Mentions {id} and {other}.\n", "[a]({path})\n", "[a]({path}#context)\n",
    "# T\n\n## Elsewhere\n\n[b]({path}#elsewhere)\n", "![i](i.png)\n", "[n](notes.txt) and `{id}`\n", "\n",
    "## Considered Options\n\n- one\n", "<!-- {id} -->\n\n# Context\n", "\ufeff{{{{ title }}}}\n",
    "[c](../governance/people.yml)\n", "[d](ADR-0001-gone.md)\n", "[e](i.pnk)\n",
    f"<!-- adr: waive REL008, {TERMS} -->\nSee {{id}}.\n", "<!-- adr: waive REL -->\n",
)  # fmt: skip
PEOPLE = ("", "- {handle: ann}\n", "- {handle: ann}\n- {handle: bob}\n", "- {handle: ann\n", "- {name: x}\n")
CONTROLS = ("- {ref: A1}\n", "- {ref: A1}\n- {ref: B2}\n", "- {ref\n")
TABLES = (
    *("", "", "", "[rules.REL008]\nseverity = 'warning'\n", "[rules.ENV004]\nseverity = 'off'\n", "max-bytes = 150\n"),
    *("[rules.REL007]\ndays = 9000\n", "[rules.ENV011]\nshare = 100\n", "[rules.REL006]\nrelations = ['relates-to']\n"),
    *("[kinds.decision]\nstatuses = {Acepted = 'accepted'}\n", "[kinds.decision]\ndialect = 'madr'\n"),
    *("[kinds.playbook]\nenabled = false\n", "[kinds.decision]\nalso = ['more']\n"),
    "[check]\nper-path-ignores = {'adrs/' = ['REL']}\n",
)
OWN_KINDS = (
    *("x-extends: decision\nx-plural: D\n", "x-extends: decision\nx-in-force: [draft]\n"),
    "x-extends: decision\nx-required: []\n",
)
BROKEN = ("", "---\nid: [\n---\n", "no front matter\n", "---\nid: ADR-0001\n", "---\n{id: ADR-0002}\n---\n")


@dataclass
class Draft:
    """A record that changes piece by piece."""

    id: str
    name: str
    fields: dict[str, str]
    relations: dict[str, list[str]] = field(default_factory=dict)
    body: str = ""

    @property
    def path(self) -> str:
        return f"{FOLDERS[self.id[:3]][1]}/{self.name}"

    def text(self) -> str:
        lines = [f"{name}: {value}" for name, value in {"id": self.id, **self.fields}.items()]
        if self.relations:
            lines += ["relations:", *(f"  {name}: {targets}" for name, targets in self.relations.items())]
        return "---\n" + "\n".join(lines) + f"\n---\n{self.body}"


class Drift:
    """Changes a knowledge base at `root` by chance; the same seed makes the same changes."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.chance = root, random.Random(seed)  # noqa: S311 - the same changes again, no secret
        self.drafts: list[Draft] = []
        self.day = DAY
        for folder in ("adrs", "learnings", "playbooks", "governance/controls"):
            (root / folder).mkdir(parents=True)
        (root / "adr.toml").write_text("")
        for _ in range(self.chance.randint(3, 9)):
            self.add()

    def step(self) -> str:
        """Make one change, and say which."""
        own: list[Callable[[], object]] = [self.retitle, self.status, self.status, self.date, self.meta, self.rewrite]
        own += [self.relate, self.relate, self.unrelate, self.rewrite, self.rename, self.renumber, self.rest, self.cite]
        around = [self.add, self.add, self.remove, self.remove, self.people, self.controls, self.settings]
        around += [self.attachment, self.attachment, self.spoil, self.touch, self.days, self.settings, self.kind]
        change = self.chance.choice([*own, *own, *around] if self.drafts else [self.add])
        change()
        return getattr(change, "__name__", "")

    def add(self) -> None:
        id_ = self.chance.choice((*DECISIONS, *DECISIONS, *LEARNINGS, *PLAYBOOKS))
        name = f"{id_}-{self.chance.choice('abc')}.md"
        fields = {"kind": FOLDERS[id_[:3]][0], "title": self.chance.choice(TITLES), "date": "2026-03-02"}
        fields |= {"status": self.chance.choice(STATUSES[id_[:3]]), "owner": self.chance.choice(["ann", "bob"])}
        if not any(draft.path.endswith(f"/{name}") for draft in self.drafts):
            self.drafts.append(Draft(id_, name, fields))
            if self.chance.random() < 0.5:
                self.relate()
                self.settle()
            self._write(self.drafts[-1])

    def remove(self) -> None:
        draft = self._any()
        self.drafts.remove(draft)
        (self.root / draft.path).unlink()

    def rename(self) -> None:
        draft = self._any()
        self._move(draft, draft.id, f"{draft.id}-{self.chance.choice('abcd')}.md")

    def renumber(self) -> None:
        draft = self._any()
        id_ = self.chance.choice([i for i in (*DECISIONS, *LEARNINGS, *PLAYBOOKS) if i[:3] == draft.id[:3]])
        self._move(draft, id_, draft.name if self.chance.random() < 0.3 else f"{id_}{draft.name[8:]}")

    def retitle(self) -> None:
        self._any_written().fields["title"] = self.chance.choice(TITLES)

    def status(self) -> None:
        draft = self._any_written()
        draft.fields["status"] = self.chance.choice(STATUSES[draft.id[:3]])

    def date(self) -> None:
        self._any_written().fields["date"] = self.chance.choice(["2026-03-02", "2026-02-01", "2026-01-10", "soon"])

    def meta(self) -> None:
        fields = self._any_written().fields
        name, values = self.chance.choice(
            [
                ("owner", ["ann", "bob", "[]"]),
                ("aliases", ["[ADR-0009]", "[ADR-0001, ADR-0011]", "[]"]),
                ("version", ["'1'", "'2'"]),
                ("controls", ["['c:A1']", "['c:B2']", "['d:A1']"]),
                ("failure-class", ["change", "change", "capacity"]),
                ("x-n", ["9" * 30, "1"]),
                ("tags", ["[a]", "[b, a]"]),
                ("waivers", [f"[{{rule: {code}, {TERMS}}}]" for code in ("REL001", "REL007", "ENV004")]),
            ]
        )
        fields[name] = self.chance.choice(values)
        if self.chance.random() < 0.2:
            del fields[name]
        fields.setdefault("owner", "ann")

    def relate(self) -> None:
        draft = self._any_written()
        target = self.chance.choice((*self._ids(), *self._ids(), *DECISIONS, *LEARNINGS, *ODD))
        target += self.chance.choice(["", "", "", "", "#context", "#elsewhere", "@1"])
        draft.relations.setdefault(self.chance.choice(RELATIONS), []).append(target)

    def rest(self) -> None:
        """Let a record in force rest on one that says by which it is superseded."""
        resting, retired = self._any(), self._any_written()
        if resting is not retired and retired.id[:3] == "ADR":
            resting.fields["status"] = "active" if resting.id[:3] == "PLB" else "accepted"
            resting.relations = {self.chance.choice(["implements", "depends-on"]): [retired.id]}
            self._write(resting)
            retired.fields["status"] = "superseded"
            retired.relations = {"superseded-by": [self.chance.choice(DECISIONS)]}

    def cite(self) -> None:
        """Let a record that has no relation be cited by another, or no more."""
        cited, citing = self._any(), self._any_written()
        cited.relations.clear()
        cited.fields |= {"date": "2026-01-10", "status": STATUSES[cited.id[:3]][-3]}
        self._write(cited)
        path = os.path.relpath(cited.path, Path(citing.path).parent)
        citing.body = self.chance.choice(["", f"See {cited.id}.\n", f"[x]({path})\n"])

    def unrelate(self) -> None:
        self._any_written().relations.clear()

    def rewrite(self) -> None:
        draft, there = self._any_written(), self._any()
        path = os.path.relpath(there.path, Path(draft.path).parent)
        draft.body = self.chance.choice(BODIES).format(
            id=self.chance.choice((*self._ids(), *DECISIONS, *ODD)), other=there.id, path=path
        )

    def people(self) -> None:
        self._file("governance/people.yml", self.chance.choice(PEOPLE))

    def controls(self) -> None:
        self._file(f"governance/controls/{self.chance.choice('cd')}.yml", self.chance.choice(CONTROLS))

    def settings(self) -> None:
        self._file("adr.toml", self.chance.choice(TABLES))

    def kind(self) -> None:
        path = self.root / ".adr/kinds/decision/schema.yaml"
        if path.exists() and self.chance.random() < 0.5:
            path.unlink()
            path.parent.rmdir()
        else:
            self._file(".adr/kinds/decision/schema.yaml", self.chance.choice(OWN_KINDS))

    def attachment(self) -> None:
        path = self.root / self.chance.choice(["adrs/i.png", "adrs/notes.txt", "adrs/odd.md", "more/ADR-0001-z.md"])
        if path.exists():
            path.unlink()
        else:
            self._file(str(path.relative_to(self.root)), "x")

    def spoil(self) -> None:
        """Break a record's file, until the record is written again."""
        self._file(self._any().path, self.chance.choice(BROKEN))

    def touch(self) -> None:
        os.utime(self.root / self._any().path)

    def days(self) -> None:
        self.day = self.chance.choice([DAY, LATER])

    def _ids(self) -> list[str]:
        return [draft.id for draft in self.drafts] or ["ADR-0001"]

    def _any(self) -> Draft:
        return self.chance.choice(self.drafts)

    def _any_written(self) -> Draft:
        """Return a record that is about to change; it is written by then."""
        self.changed = self._any()
        return self.changed

    def _move(self, draft: Draft, id_: str, name: str) -> None:
        if not (self.root / FOLDERS[id_[:3]][1] / name).exists():
            (self.root / draft.path).unlink()
            draft.id, draft.name = id_, name
            self._write(draft)

    def _write(self, draft: Draft) -> None:
        self._file(draft.path, draft.text())

    def _file(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def settle(self) -> None:
        """Write every record whose file does not say what the record says, but for those that were spoiled."""
        changed = self.__dict__.pop("changed", None)
        if changed in self.drafts:
            self._write(changed)


def asking(project: Project, day: str) -> tuple[Context, ...]:
    """Return what rules are told before anything is read."""
    return contexts(project, Graph((), project.kinds, lambda _: False), read_register(project), as_of=day)


def remembered(project: Project, workers: int = 1, day: str = DAY) -> Recalled:
    """Return what a run finds that remembers the last one."""
    return recall(project, asking(project, day), workers)


def as_found(project: Project, workers: int = 1, day: str = DAY) -> Found:
    """Return what a run finds that remembers the last one, and what it lists."""
    told, found = asking(project, day), remembered(project, workers, day)
    came = outcome(told, found.findings, project.ruleset, found.graph)
    return list(map(repr, [*came.findings, *came.waived])), list(map(row, found.graph.entries))


def as_read(project: Project, day: str = DAY) -> Found:
    """Return what a run finds that remembers nothing, and what it lists."""
    graph = read_graph(project)
    came = run(project, graph, read_register(project), as_of=day)
    return list(map(repr, [*came.findings, *came.waived])), list(map(row, graph.entries))


def differs(root: Path, seed: int, steps: int, workers: int = 1) -> str:
    """Let a knowledge base drift; return the first change after which the two runs differ, empty where none does."""
    drift = Drift(root, seed)
    for number in range(steps + 1):
        what = "start"
        if number:
            what = drift.step()
            drift.settle()
        if what in ("start", "settings", "kind"):
            project = find(root)
        if as_found(project, workers, drift.day) != as_read(project, drift.day):
            return f"seed {seed}, step {number}: {what}"
    return ""
