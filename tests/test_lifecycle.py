"""Status, supersession and links as changes to texts; nothing is written here."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from adr import frontmatter
from adr.catalogue import load_kinds
from adr.draft import Draft
from adr.fields import set_field
from adr.finding import CannotRunError
from adr.graph import Graph, find_record
from adr.lifecycle import link, set_status, supersede, unlink
from adr.project import find
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Load, Write

ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("ADR_SHARED", ROOT.parent / "shared")) / "corpora"
DAY = date(2026, 5, 6)
KINDS = load_kinds()
FULL: dict[str, dict[str, str]] = {
    "decision": {"decision-makers": "[p.serrano]", "impact": "low", "reversibility": "costly"},
    "learning": {"type": "near-miss", "failure-class": "change"},
    "playbook": {"type": "pattern"},
}
MOVES = [(kind, a, b) for kind, k in KINDS.items() for a in k.statuses for b in k.statuses]


def full(write: Write, kind: str, status: str, number: int = 1, **fields: Any) -> tuple[str, str]:
    """Return path and text of a record that has all that any status asks for."""
    id_ = f"{KINDS[kind].prefix}-{number:04d}"
    stated = {**FULL[kind], "review_by": "2027-01-01", **fields}
    return f"{KINDS[kind].folder}/{id_}-x.md", write(id_, "\n# Text\n\n## Part one\n", status=status, **stated)


def fields(text: str) -> dict[str, Any]:
    parts = frontmatter.split(text)
    assert parts is not None
    return frontmatter.load(parts.head)


def after(draft: Draft, name: str) -> dict[str, Any]:
    """Return a record's fields as they will be."""
    return dict(draft.record(find_record(draft.graph, name)).fields)


def move(graph: Graph, name: str, status: str, given: dict[str, str] | None = None) -> tuple[Draft, list[str]]:
    draft = Draft(graph)
    return draft, set_status(draft, find_record(graph, name), status, DAY, given)


@pytest.mark.parametrize("kind,old,new", MOVES)
def test_a_record_goes_where_its_kind_lets_it_and_nowhere_else(
    load: Load, record: Write, kind: str, old: str, new: str
) -> None:
    path, text = full(record, kind, old)
    files = {path: text}
    id_ = f"{KINDS[kind].prefix}-0001"
    if new == "superseded":
        live = next(iter(KINDS[kind].in_force))
        files |= [full(record, kind, live, 2, relations=f"{{supersedes: [{id_}]}}")]
    graph, legal = load(files), KINDS[kind].transitions[old]
    if new in legal:
        draft, missing = move(graph, id_, new)
        assert missing == []
        assert list(draft.texts) == [path]
        expected = text.replace(f"status: {old}\n", f"status: {new}\n").replace("2026-03-02", "2026-05-06")
        assert draft.texts[path] == expected, "status and date, and nothing else"
        return
    with pytest.raises(CannotRunError) as caught:
        move(graph, id_, new)
    message = str(caught.value)
    if new == old:
        assert message == f"{id_} is `{old}` already"
    elif legal:
        assert message == f"{id_} is `{old}`; from there it goes to: {', '.join(legal)}"
    else:
        assert message == f"{id_} is `{old}`; nothing follows it"


@pytest.mark.parametrize("kind", KINDS)
def test_a_status_that_is_none_is_refused_with_the_nearest(load: Load, record: Write, kind: str) -> None:
    graph = load(dict([full(record, kind, "draft")]))
    second = KINDS[kind].statuses[1]
    with pytest.raises(CannotRunError, match=rf"is no status of a {kind}; did you mean `{second}`\?"):
        move(graph, f"{KINDS[kind].prefix}-0001", second[:-1])


@pytest.mark.parametrize("stated", ["", "Living", "[draft]"])
def test_a_status_that_is_none_may_be_left_for_any(load: Load, record: Write, stated: str) -> None:
    text = record(status=stated or None, impact="low")
    graph = load({"adrs/ADR-0001-x.md": text})
    if stated == "[draft]":
        with pytest.raises(CannotRunError, match="change it by hand"):
            move(graph, "ADR-0001", "proposed")
        return
    draft, _ = move(graph, "ADR-0001", "proposed")
    assert after(draft, "ADR-0001")["status"] == "proposed"


def test_what_the_new_status_requires_is_named(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001-x.md": record(), "learnings/LRN-0001-x.md": record("LRN-0001")})
    assert move(graph, "ADR-0001", "proposed")[1] == ["impact"]
    assert move(graph, "ADR-0001", "proposed", {"impact": "low"})[1] == []
    assert set(move(graph, "LRN-0001", "in-review")[1]) == {"type", "failure-class"}
    graph = load({"adrs/ADR-0001-x.md": record(status="proposed", impact="high")})
    assert set(move(graph, "ADR-0001", "accepted")[1]) == {
        "decision-makers",
        "review-by",
        "reversibility",
        "confirmation",
    }


def test_what_a_given_value_requires_in_turn_is_named_too(load: Load, record: Write) -> None:
    graph = load({"learnings/LRN-0001-x.md": record("LRN-0001")})
    missing = move(graph, "LRN-0001", "in-review", {"type": "incident"})[1]
    assert set(missing) == {"severity", "occurred-at", "detected-at", "detected-by", "failure-class", "impact"}


def test_lists_are_given_by_commas_and_take_the_place_of_what_was_there(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001-x.md": record(tags="[one, two]", consulted="\n  - a.b # first\n  - c.d")})
    draft, found = Draft(graph), find_record(graph, "ADR-0001")
    set_field(draft, found, "decision-makers", "m.okafor, p.serrano,")
    set_field(draft, found, "tags", "three")
    set_field(draft, found, "consulted", "")
    set_field(draft, found, "x-note", "a, b: c")
    set_field(draft, found, "impact", "high")
    now = after(draft, "ADR-0001")
    assert now["decision-makers"] == ["m.okafor", "p.serrano"]
    assert now["tags"] == ["three"]
    assert "consulted" not in now
    assert now["x-note"] == "a, b: c"
    assert list(now).index("impact") > list(now).index("decision-makers"), "keys take their place in the kind's order"


def test_a_field_that_is_none_is_refused_with_the_nearest(load: Load, record: Write) -> None:
    graph = load({"adrs/ADR-0001-x.md": record()})
    with pytest.raises(
        CannotRunError, match=r"a decision has no field `decision-maker`; did you mean `decision-makers`"
    ):
        move(graph, "ADR-0001", "proposed", {"decision-maker": "x"})


@pytest.mark.parametrize("name", ["status", "id", "kind"])
def test_a_field_is_no_way_round_the_transitions(load: Load, record: Write, name: str) -> None:
    graph = load(dict([full(record, "decision", "draft")]))
    values = {"status": "accepted", "id": "ADR-0099", "kind": "learning"}
    with pytest.raises(CannotRunError, match=f"`{name}`"):
        move(graph, "ADR-0001", "proposed", {name: values[name]})


@pytest.mark.parametrize("name,value", [("impact", "huge"), ("review-by", "tomorrow"), ("decision-makers", "Ann B.")])
def test_a_value_that_the_kind_does_not_know_is_refused(load: Load, record: Write, name: str, value: str) -> None:
    graph = load(dict([full(record, "decision", "draft")]))
    with pytest.raises(CannotRunError, match=f"{name}"):
        move(graph, "ADR-0001", "proposed", {name: value})


def test_comments_order_and_line_endings_are_kept(load: Load) -> None:
    text = (
        "\ufeff---\n# a record\nstatus:   'accepted'   # since March\nid: ADR-0001\n\nkind: decision\ntitle: 'T: x y'\n"
        "tags:\n    - a # one\n    - b\ndate: 2026-03-02 # then\nowner: m.okafor\n# the end\n---  \n\ntext  \nno newl"
    ).replace("\n", "\r\n")
    graph = load({"adrs/ADR-0001-x.md": text.encode()})
    draft, _ = move(graph, "ADR-0001", "deprecated")
    expected = text.replace("'accepted'", "'deprecated'").replace("2026-03-02 #", "2026-05-06 #")
    assert draft.texts == {"adrs/ADR-0001-x.md": expected}


def successors(record: Write, olds: dict[int, str], news: dict[int, tuple[str, str]]) -> dict[str, str]:
    """Return decisions by number: old ones with a status, new ones with a status and what they supersede."""
    files = dict(full(record, "decision", status, number) for number, status in olds.items())
    for number, (status, targets) in news.items():
        files |= [full(record, "decision", status, number, relations=f"{{supersedes: [{targets}]}}")]
    return files


def test_a_proposed_successor_retires_nothing_until_it_is_accepted(load: Load, record: Write) -> None:
    graph = load(dict([full(record, "decision", "accepted"), full(record, "decision", "proposed", 2)]))
    draft = Draft(graph)
    supersede(draft, [find_record(graph, "ADR-0001")], find_record(graph, "ADR-0002"), DAY)
    assert list(draft.texts) == ["adrs/ADR-0002-x.md"]
    assert after(draft, "ADR-0002")["relations"] == {"supersedes": ["ADR-0001"]}
    assert draft.notes == ["ADR-0001 stays accepted until ADR-0002 is in force (it is proposed)"]
    again = load(draft.texts)
    draft, missing = move(again, "ADR-0002", "accepted")
    assert missing == []
    assert after(draft, "ADR-0001")["status"] == "superseded"
    assert after(draft, "ADR-0001")["date"] == "2026-05-06"
    assert draft.notes == ["ADR-0001 is superseded by ADR-0002"]


def test_a_successor_in_force_retires_at_once_and_on_one_side_only(load: Load, record: Write) -> None:
    graph = load(dict(full(record, "decision", "accepted", n) for n in (1, 2, 3)))
    draft = Draft(graph)
    supersede(draft, [find_record(graph, n) for n in ("ADR-0001", "adr-0002")], find_record(graph, "ADR-0003"), DAY)
    assert after(draft, "ADR-0003")["relations"] == {"supersedes": ["ADR-0001", "ADR-0002"]}
    assert after(draft, "ADR-0003")["date"] == "2026-03-02", "the new one's status is what it was"
    for name in ("ADR-0001", "ADR-0002"):
        assert after(draft, name)["status"] == "superseded"
        assert "relations" not in after(draft, name)


def test_one_record_has_several_successors(load: Load, record: Write) -> None:
    graph = load(successors(record, {1: "accepted"}, {2: ("proposed", "ADR-0001"), 3: ("proposed", "ADR-0001")}))
    draft, _ = move(graph, "ADR-0002", "accepted")
    graph = load(draft.texts)
    draft, _ = move(graph, "ADR-0003", "accepted")
    assert list(draft.texts) == ["adrs/ADR-0003-x.md"], "the old one is retired already"
    assert {r.id for r in load(draft.texts).successors(find_record(graph, "ADR-0001"))} == {"ADR-0002", "ADR-0003"}


def test_a_chain_is_retired_link_by_link(load: Load, record: Write) -> None:
    graph = load(successors(record, {1: "superseded"}, {2: ("accepted", "ADR-0001"), 3: ("proposed", "ADR-0002")}))
    draft, _ = move(graph, "ADR-0003", "accepted")
    assert sorted(draft.texts) == ["adrs/ADR-0002-x.md", "adrs/ADR-0003-x.md"]
    assert [r.id for r in load(draft.texts).current(find_record(graph, "ADR-0001"))] == ["ADR-0003"]


def test_a_rejected_successor_retires_nothing(load: Load, record: Write) -> None:
    graph = load(successors(record, {1: "accepted"}, {2: ("proposed", "ADR-0001")}))
    assert list(move(graph, "ADR-0002", "rejected")[0].texts) == ["adrs/ADR-0002-x.md"]


def test_a_deprecated_record_may_be_superseded_and_a_draft_may_not(load: Load, record: Write) -> None:
    stated = {1: "deprecated", 2: "draft", 3: "accepted"}
    graph = load(dict(full(record, "decision", status, number) for number, status in stated.items()))
    draft = Draft(graph)
    supersede(draft, [find_record(graph, "ADR-0001")], find_record(graph, "ADR-0003"), DAY)
    assert after(draft, "ADR-0001")["status"] == "superseded"
    with pytest.raises(CannotRunError, match="ADR-0002 is `draft` and so was never in force"):
        supersede(Draft(graph), [find_record(graph, "ADR-0002")], find_record(graph, "ADR-0003"), DAY)


def test_nothing_is_superseded_by_hand_without_a_successor_in_force(load: Load, record: Write) -> None:
    graph = load(dict([full(record, "decision", "accepted")]))
    with pytest.raises(CannotRunError, match="nothing in force supersedes ADR-0001; `adr supersede ADR-0001 --by ID`"):
        move(graph, "ADR-0001", "superseded")
    graph = load(successors(record, {1: "accepted"}, {2: ("proposed", "ADR-0001")}))
    with pytest.raises(CannotRunError, match="nothing in force supersedes ADR-0001"):
        move(graph, "ADR-0001", "superseded")


def test_a_part_is_superseded_and_the_rest_stays_in_force(load: Load, record: Write) -> None:
    graph = load(dict([full(record, "decision", "accepted"), full(record, "decision", "accepted", 2)]))
    draft, olds, new = Draft(graph), [find_record(graph, "ADR-0001")], find_record(graph, "ADR-0002")
    supersede(draft, olds, new, DAY, "part-one")
    assert list(draft.texts) == ["adrs/ADR-0002-x.md"]
    assert after(draft, "ADR-0002")["relations"] == {"supersedes": ["ADR-0001#part-one"]}
    assert draft.notes == ["ADR-0001 stays accepted: only its part #part-one is superseded"]
    with pytest.raises(CannotRunError, match=r"ADR-0001 has no heading `#part-on`; did you mean `part-one`\?"):
        supersede(Draft(graph), olds, new, DAY, "part-on")
    again = load(draft.texts)
    with pytest.raises(CannotRunError, match="nothing in force supersedes ADR-0001"):
        move(again, "ADR-0001", "superseded")


def test_the_acceptance_of_what_supersedes_a_part_retires_nothing(load: Load, record: Write) -> None:
    graph = load(successors(record, {1: "accepted"}, {2: ("proposed", '"ADR-0001#part-one"')}))
    assert list(move(graph, "ADR-0002", "accepted")[0].texts) == ["adrs/ADR-0002-x.md"]


def test_nothing_supersedes_itself_or_in_a_circle(load: Load, record: Write) -> None:
    graph = load(successors(record, {1: "superseded"}, {2: ("superseded", "ADR-0001"), 3: ("accepted", "ADR-0002")}))
    one, three = find_record(graph, "ADR-0001"), find_record(graph, "ADR-0003")
    with pytest.raises(CannotRunError, match="ADR-0003 cannot supersede itself"):
        supersede(Draft(graph), [three], three, DAY)
    with pytest.raises(CannotRunError, match="ADR-0003 already leads to ADR-0001 by `supersedes`"):
        supersede(Draft(graph), [three], one, DAY)


def test_a_learning_is_not_superseded(load: Load, record: Write) -> None:
    graph = load(dict([full(record, "learning", "closed"), full(record, "decision", "accepted")]))
    with pytest.raises(CannotRunError, match="cannot supersede LRN-0001, a learning"):
        supersede(Draft(graph), [find_record(graph, "LRN-0001")], find_record(graph, "ADR-0001"), DAY)


def test_the_same_record_named_twice_is_superseded_once(load: Load, record: Write) -> None:
    graph = load(dict(full(record, "decision", "accepted", n) for n in (1, 2)))
    draft, old = Draft(graph), find_record(graph, "ADR-0001")
    supersede(draft, [old, old], find_record(graph, "ADR-0002"), DAY)
    assert after(draft, "ADR-0002")["relations"] == {"supersedes": ["ADR-0001"]}


def library(load: Load, record: Write) -> Graph:
    files = dict(full(record, "decision", "accepted", n) for n in (1, 2, 3))
    return load(files | dict([full(record, "learning", "closed"), full(record, "playbook", "active")]))


@pytest.mark.parametrize(
    "source,name,target,holder,stored",
    [
        ("PLB-0001", "learned-from", "LRN-0001", "PLB-0001", {"learned-from": ["LRN-0001"]}),
        ("LRN-0001", "taught", "PLB-0001", "PLB-0001", {"learned-from": ["LRN-0001"]}),
        ("ADR-0001", "implemented-by", "PLB-0001", "PLB-0001", {"implements": ["ADR-0001"]}),
        ("ADR-0001", "dependency-of", "ADR-0002", "ADR-0002", {"depends-on": ["ADR-0001"]}),
        ("ADR-0001", "amended-by", "ADR-0002", "ADR-0002", {"amends": ["ADR-0001"]}),
        ("ADR-0001", "relates-to", "PLB-0001", "ADR-0001", {"relates-to": ["PLB-0001"]}),
    ],
)
def test_a_link_is_stored_where_it_belongs_and_goes_again(
    load: Load, record: Write, source: str, name: str, target: str, holder: str, stored: dict[str, list[str]]
) -> None:
    graph, draft = library(load, record), None
    before = find_record(graph, holder)
    draft = Draft(graph)
    link(draft, find_record(graph, source), name, find_record(graph, target))
    assert list(draft.texts) == [before.path]
    assert after(draft, holder)["relations"] == stored
    again = load(draft.texts)
    twice = Draft(again)
    link(twice, find_record(again, source), name, find_record(again, target))
    assert twice.texts == {}
    assert "already says" in twice.notes[0]
    back = Draft(again)
    unlink(back, find_record(again, source), name, find_record(again, target))
    assert back.texts == {before.path: before.text}, "every byte is as it was"


@pytest.mark.parametrize(
    "source,name,target,message",
    [
        ("ADR-0001", "learned-from", "ADR-0002", "cannot point at ADR-0002, a decision; it points at: learning"),
        ("ADR-0001", "taught", "PLB-0001", "cannot point at ADR-0001, a decision; it points at: learning"),
        ("LRN-0001", "supersedes", "LRN-0001", "a learning has no relation `supersedes`"),
        ("ADR-0001", "depend-on", "ADR-0002", "no relation `depend-on`; did you mean `depends-on`"),
        ("ADR-0001", "superseded_by", "ADR-0002", "no relation `superseded_by`; did you mean `superseded-by`"),
        ("ADR-0001", "amends", "ADR-0001", "circle"),
    ],
)
def test_a_link_that_the_kind_does_not_have_is_refused(
    load: Load, record: Write, source: str, name: str, target: str, message: str
) -> None:
    graph = library(load, record)
    draft = Draft(graph)
    with pytest.raises(CannotRunError, match=re.escape(message)):
        link(draft, find_record(graph, source), name, find_record(graph, target))
    assert draft.texts == {}


def test_a_circle_is_refused_from_either_side(load: Load, record: Write) -> None:
    files = dict([full(record, "decision", "accepted", 1, relations="{amends: [ADR-0002]}")])
    files |= [full(record, "decision", "accepted", 2, relations="{amends: [ADR-0003]}")]
    graph = load(files | dict([full(record, "decision", "accepted", 3)]))
    one, three = find_record(graph, "ADR-0001"), find_record(graph, "ADR-0003")
    for source, name, target in ((three, "amends", one), (one, "amended-by", three)):
        with pytest.raises(
            CannotRunError, match="ADR-0001 already leads to ADR-0003 by `amends`: that would be a circle"
        ):
            link(Draft(graph), source, name, target)


def test_only_the_link_that_is_named_goes(load: Load, record: Write) -> None:
    relations = "\n  # why\n  depends-on: [ADR-0002, ADR-0003] # both\n  relates-to:\n    - PLB-0001"
    graph = load(
        {**{e.path: e.text for e in library(load, record).entries}, "adrs/ADR-0001-x.md": record(relations=relations)}
    )
    draft, one = Draft(graph), find_record(graph, "ADR-0001")
    unlink(draft, one, "depends-on", find_record(graph, "ADR-0002"))
    assert draft.texts[one.path] == one.text.replace("ADR-0002, ", "")
    with pytest.raises(CannotRunError, match="ADR-0001 does not say `amends: ADR-0002`; "):
        unlink(Draft(graph), one, "amends", find_record(graph, "ADR-0002"))


def test_a_link_to_a_part_goes_by_its_record(load: Load, record: Write) -> None:
    graph = load(successors(record, {1: "accepted"}, {2: ("accepted", '"ADR-0001#part-one"')}))
    draft = Draft(graph)
    unlink(draft, find_record(graph, "ADR-0001"), "superseded-by", find_record(graph, "ADR-0002"))
    assert "relations" not in after(draft, "ADR-0002")


def differs(before: str, now: str, allowed: str) -> None:
    """Check that every line of `before` is in `now`, in order and to the byte, but for those that `allowed` matches."""
    kept = [line for line in before.splitlines(keepends=True) if not re.match(allowed, line)]
    left = iter(now.splitlines(keepends=True))
    assert all(any(line == other for other in left) for line in kept)
    added = len(now.splitlines()) - len(before.splitlines())
    assert 0 <= added <= 8


@pytest.mark.skipif(
    not CORPORA.is_dir(), reason="../shared/corpora is not beside this checkout (ADR_SHARED: where it is)"
)
def test_the_corpora_change_only_on_the_lines_that_a_change_owns(tmp_path: Path) -> None:
    root, number = tmp_path / "base", 0
    (root / "adrs").mkdir(parents=True)
    (root / "adr.toml").touch()
    for path in sorted(CORPORA.rglob("*")):
        if path.is_file() and path.read_bytes()[:4] in (b"---\n", b"---\r"):
            number += 1
            shutil.copy(path, root / f"adrs/ADR-{number:04d}-{path.stem}.md")
    graph = read_graph(find(root))
    assert len(graph.entries) == number > 50
    given = {"impact": "low", "decision-makers": "a.b, c.d", "review-by": "2027-01-01", "reversibility": "costly"}
    target = graph.records[0]
    for entry in graph.records:
        assert entry.text.encode() == (root / entry.path).read_bytes()
        draft = Draft(graph)
        status = "proposed" if entry.status == "accepted" else "accepted"
        if status in entry.kind.transitions.get(entry.status or "", entry.kind.statuses):
            assert set_status(draft, entry, status, DAY, given) == []
            now = draft.texts[entry.path]
            assert after(draft, entry.path)["status"] == status
            differs(entry.text, now, r"(status|date|impact|decision-makers|review-by|reversibility):")
        if entry is not target:
            draft = Draft(graph)
            link(draft, entry, "relates-to", target)
            differs(entry.text, draft.texts[entry.path], r"$^")
            assert draft.texts[entry.path].replace(f"relations:\n  relates-to: [{target.id}]\n", "", 1) == entry.text


@pytest.mark.skipif(
    not CORPORA.is_dir(), reason="../shared/corpora is not beside this checkout (ADR_SHARED: where it is)"
)
def test_records_of_another_dialect_change_only_on_the_lines_that_a_change_owns(tmp_path: Path) -> None:
    shutil.copytree(CORPORA / "madr", tmp_path / "base")
    (tmp_path / "base/adr.toml").write_text('[kinds.decision]\nfolder = "docs/decisions"\ndialect = "madr"\n')
    graph = read_graph(find(tmp_path / "base"))
    changed = 0
    for entry in graph.records:
        draft = Draft(graph)
        try:
            set_status(draft, entry, "proposed", DAY, {"impact": "low"})
        except CannotRunError as error:
            assert "goes to" in str(error) or "already" in str(error) or "nothing follows" in str(error)
            continue
        differs(entry.text, draft.texts[entry.path], r"(status|date|impact):")
        changed += 1
    assert changed > 5
