"""Schemas of kinds that cannot work are refused at their place, with the nearest right word."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr.admission import KindError
from adr.catalogue import load_kinds
from adr.discovery import names
from adr.kind import Kind

BERTH = """\
x-prefix: BER
x-folder: berths
x-statuses: [planned, open, closed]
x-transitions: {planned: [open], open: [closed]}
properties:
  pilot: {type: string}
"""


def berth(folder: Path, more: str, template: str = "---\n---\n") -> Kind:
    (folder / "berth").mkdir()
    (folder / "berth" / "schema.yaml").write_text(BERTH + more)
    (folder / "berth" / "template.md").write_text(template)
    return load_kinds(folder)["berth"]


@pytest.mark.parametrize(
    "more,message",
    [
        ("x-statusses: [a]", ":7:1: `x-statusses` is no keyword; did you mean `x-statuses`?"),
        ("x-zoo: red", "; a keyword of your own starts with `x-own-`"),
        ("x-keys:\n  - {requird: [pilot]}", ":8:6: `requird` is no keyword in `x-keys.0`; did you mean `required`?"),
        ("x-keys: {required: [pilot]}", ":7:9: x-keys: "),
        (
            "x-values:\n  - {field: pilot, form: persn}",
            ":8:26: `persn` is no value of `x-values.0.form`; did you mean `person`?",
        ),
        (
            "x-values:\n  - {field: pilt, form: person}",
            ":8:13: x-values names `pilt`, which is no field; did you mean `pilot`?",
        ),
        ("x-values:\n  - {field: pilot, schema: {type: strng}}", ":8:28: x-values.0.schema: "),
        ("x-values:\n  - {field: pilot, words: [{a: '('}]}", ":8:27: x-values.0.words: "),
        ("x-text:\n  - {field: pilot, pattern: '('}", ":8:29: x-text.0.pattern: "),
        ("x-text:\n  - {field: pilot, without: '(?=a)'}", ":8:29: x-text.0.without: "),
        ("x-text:\n  - {pattern: a}", ":8:5: x-text.0: "),
        (
            "x-lists:\n  - {field: tags, sorted: up}",
            ":8:27: `up` is no value of `x-lists.0.sorted`; one of: ascending, descending",
        ),
        ("x-lists:\n  - {field: tags, at-least: 0}", ":8:29: x-lists.0.at-least: "),
        (
            "x-compare:\n  - {field: pilot, at-least: tag}",
            ":8:30: x-compare names `tag`, which is no field; did you mean `tags`?",
        ),
        (
            "x-unique:\n  - {fields: [pilot, tgas]}",
            ":8:22: x-unique names `tgas`, which is no field; did you mean `tags`?",
        ),
        ("x-keys:\n  - {required: [pilot], when: {status: [opn]}}", ":8:41: `opn` is not among x-statuses"),
        ("x-keys:\n  - {required: [pilot], from: opn}", "(planned, open, closed); did you mean `open`?"),
        ("x-keys:\n  - {required: [pilot], when: {pilt: [a]}}", ":8:32: x-keys names `pilt`"),
        ("x-keys:\n  - {required: [pilot], since: 2027-1-1}", ":8:32: x-keys.0.since: "),
        ("x-references:\n  - {field: pilot, to: [brth]}", ":8:25: no kind is called `brth`; did you mean `berth`?"),
        ("x-references:\n  - {field: pilot, status-order: [[planned], [opn]]}", ":8:47: `opn` is not among x-statuses"),
        ("x-references:\n  - {field: pilot, reciprocal: pilt}", ":8:32: x-references names `pilt`"),
        (
            "x-lists:\n  - {field: tags}",
            ":8:5: `x-lists.0` asks for nothing; it needs one of: sorted, unique, at-least",
        ),
        ("x-compare:\n  - {equals: pilot}", ':8:5: x-compare.0: "field" is a required property'),
        ("x-asks: [ENV08]", ":7:10: x-asks.0: "),
        ("x-asks: [ENV088]", ":7:10: no rule has the code `ENV088`; did you mean `ENV008`?"),
        ("x-sections: tmplate", ":7:13: x-sections: "),
        ("x-sections: [{title: A, need: sometimes}]", ":7:31: `sometimes` is no value of `x-sections.0.need`"),
    ],
)
def test_a_schema_that_cannot_work_is_refused_at_its_place(tmp_path: Path, more: str, message: str) -> None:
    with pytest.raises(KindError) as caught:
        berth(tmp_path, more)
    assert str(caught.value).startswith(
        f"{tmp_path}/berth/schema.yaml:7:" if ":7:" in message else f"{tmp_path}/berth/"
    )
    assert message in str(caught.value)


def test_a_misspelt_keyword_is_named_where_the_right_one_is_needed(tmp_path: Path) -> None:
    (tmp_path / "berth").mkdir()
    (tmp_path / "berth" / "schema.yaml").write_text(BERTH.replace("x-statuses", "x-status"))
    (tmp_path / "berth" / "template.md").write_text("")
    with pytest.raises(KindError, match="a kind needs `x-statuses`; `x-status` is no keyword"):
        load_kinds(tmp_path)


def test_sections_may_be_those_of_the_template(tmp_path: Path) -> None:
    kind = berth(tmp_path, "x-sections: template\n", "---\n---\n\n# {{ heading }}\n\n## Depth\n\n### At Low Water\n")
    assert [(s.title, s.level, s.need, s.statuses) for s in kind.sections] == [
        ("Depth", 2, "required", frozenset({"open", "closed"})),
        ("At Low Water", 3, "required", frozenset({"open", "closed"})),
    ]


def test_a_kind_may_allow_keys_that_it_does_not_know(tmp_path: Path) -> None:
    assert berth(tmp_path, "additionalProperties: true\n").schema["additionalProperties"] is True


def test_what_editors_are_told_leaves_out_what_the_date_decides(tmp_path: Path) -> None:
    more = "x-required:\n  - {from: open, fields: [pilot], since: 2027-01-01}\n  - {from: open, fields: [tags]}\n"
    kind = berth(tmp_path, more)
    required = [entry["then"]["required"] for entry in kind.schema["allOf"]]
    assert ["tags"] in required
    assert ["pilot"] not in required
    assert kind.requirements[0].condition.holds({"date": "2027-01-01"})
    assert not kind.requirements[0].condition.holds({"date": "2026-12-31"})


def test_every_rule_that_reads_clauses_is_there() -> None:
    assert {f"knd{number:03}" for number in range(1, 11)} <= set(names("rules"))
