"""The kinds that a project has: the shipped ones, its own, and broken ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from adr.admission import KindError
from adr.catalogue import load_kinds
from adr.kind import Kind

KINDS = load_kinds()

RFC = """\
title: RFC
x-prefix: RFC
x-folder: rfcs
x-statuses: [idea, open, adopted, dropped]
x-in-force: [adopted]
x-transitions: {idea: [open], open: [adopted, dropped]}
"""
TEMPLATE = "---\nid: {{ id }}\nkind: {{ kind }}\ntitle: {{ title }}\nstatus: {{ status }}\ndate: {{ date }}\n---\n"


def own(folder: Path, **files: str | bytes) -> dict[str, Kind]:
    """Load the kinds with one of a project's own, called rfc, made of the files given."""
    (folder / "rfc").mkdir()
    for name, content in files.items():
        path = folder / "rfc" / {"schema": "schema.yaml", "template": "template.md", "readme": "README.md"}[name]
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_kinds(folder)


def replaced(folder: Path, kind: str, name: str, content: str) -> Kind:
    """Load a shipped kind with one file of it replaced."""
    (folder / kind).mkdir()
    (folder / kind / name).write_text(content)
    return load_kinds(folder)[kind]


def test_a_projects_own_kind_is_a_folder(tmp_path: Path) -> None:
    kinds = own(tmp_path, schema=RFC, template=TEMPLATE, readme="What an RFC is.\n")
    assert list(kinds) == ["decision", "learning", "playbook", "rfc"]
    kind = kinds["rfc"]
    assert (kind.title, kind.plural, kind.template, kind.description) == ("RFC", "RFCs", TEMPLATE, "What an RFC is.\n")
    assert [kind.phase(s) for s in kind.statuses] == ["draft", "open", "in-force", "retired"]
    jsonschema_rs.meta.validate(kind.schema)
    assert kind.fields[:6] == ("id", "kind", "title", "status", "date", "owner")


def test_every_kind_asks_for_a_date_of_review_once_in_force_and_for_the_client_of_a_clients_record(
    tmp_path: Path,
) -> None:
    reviewed, of_client = own(tmp_path, schema=RFC, template=TEMPLATE)["rfc"].requirements
    assert (reviewed.fields, reviewed.statuses, reviewed.rule) == (("review-by",), frozenset({"adopted"}), "ENV005")
    assert of_client.fields == ("client",)
    assert of_client.condition.holds({"classification": "client"})
    assert not of_client.condition.holds({})


def test_a_kind_of_three_annotations_is_enough(tmp_path: Path) -> None:
    schema = "x-prefix: MEM\nx-folder: memos\nx-statuses: [noted]\n"
    assert own(tmp_path, schema=schema, template=TEMPLATE)["rfc"].statuses == ("noted",)


def test_a_kind_that_extends_another_is_a_merge_patch_over_it(tmp_path: Path) -> None:
    patch = (
        "x-extends: decision\nx-prefix: RFC\nx-folder: rfcs\nproperties:\n"
        "  cost-centre: {type: string}\n  radar: null\n  impact: {enum: [small, large]}\n"
    )
    kind = own(tmp_path, schema=patch)["rfc"]
    base = KINDS["decision"]
    assert kind.name == "rfc"
    assert kind.schema["properties"]["kind"]["const"] == "rfc"
    assert kind.schema["properties"]["id"]["pattern"] == "^RFC-[0-9]{4}$"
    assert set(kind.fields) - set(base.fields) == {"cost-centre"}
    assert set(base.fields) - set(kind.fields) == {"radar"}, "null removes"
    assert kind.schema["properties"]["impact"]["enum"] == ["small", "large"], "a list replaces"
    assert kind.schema["properties"]["impact"]["description"], "what the patch does not name stays"
    assert (kind.template, kind.statuses) == (base.template, base.statuses)
    assert load_kinds()["decision"].fields == base.fields, "the shipped kind is as it was"


def test_a_shipped_kind_is_extended_in_place(tmp_path: Path) -> None:
    patch = (
        "x-extends: decision\nx-statuses: [draft, proposed, on-hold, accepted, rejected, deprecated, superseded]\n"
        "x-transitions: {proposed: [draft, accepted, rejected, on-hold], on-hold: [proposed]}\n"
    )
    kind = replaced(tmp_path, "decision", "schema.yaml", patch)
    assert (kind.prefix, kind.folder) == ("ADR", "adrs")
    assert kind.transitions["accepted"] == ("deprecated", "superseded")
    assert kind.transitions["proposed"] == ("draft", "accepted", "rejected", "on-hold")
    assert kind.phase("on-hold") != "unknown"
    assert kind.phase("accepted") == "in-force"


def test_a_template_alone_may_be_replaced(tmp_path: Path) -> None:
    kind = replaced(tmp_path, "decision", "template.md", "ours {{ title }}\n")
    assert kind.template == "ours {{ title }}\n"
    assert kind.raw == KINDS["decision"].raw
    assert kind.description == KINDS["decision"].description


def test_files_beside_the_folders_of_kinds_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Our kinds.\n")
    assert list(load_kinds(tmp_path)) == list(KINDS)


@pytest.mark.parametrize(
    "files,message",
    [
        pytest.param({"template": TEMPLATE}, "a new kind needs a schema.yaml", id="no schema"),
        pytest.param({}, "a new kind needs a schema.yaml", id="empty folder"),
        pytest.param({"schema": RFC}, "a new kind needs a template.md", id="no template"),
        pytest.param({"schema": "x-prefix: [", "template": TEMPLATE}, "schema.yaml: ", id="no YAML"),
        pytest.param({"schema": "a: 1\na: 2\n", "template": TEMPLATE}, "schema.yaml: ", id="key twice"),
        pytest.param({"schema": b"title: \xff\n", "template": TEMPLATE}, "schema.yaml: ", id="no UTF-8"),
        pytest.param({"schema": RFC, "template": b"\xff"}, "template.md: ", id="template is no UTF-8"),
        pytest.param({"schema": "- a\n", "template": TEMPLATE}, "a schema is a mapping", id="list"),
        pytest.param({"schema": "", "template": TEMPLATE}, "a schema is a mapping", id="empty schema"),
        pytest.param({"schema": "x-extends: decisin\n"}, "`decisin`, which is no kind", id="extends nothing"),
        pytest.param(
            {"schema": RFC.replace("x-prefix: RFC\n", ""), "template": TEMPLATE}, "`x-prefix`", id="no prefix"
        ),
        pytest.param(
            {"schema": RFC.replace("x-folder: rfcs\n", ""), "template": TEMPLATE}, "`x-folder`", id="no folder"
        ),
        pytest.param(
            {"schema": "x-prefix: RFC\nx-folder: r\n", "template": TEMPLATE}, "`x-statuses`", id="no statuses"
        ),
        pytest.param(
            {"schema": RFC.replace("[adopted]", "[adoptd]"), "template": TEMPLATE},
            "`adoptd` is not among x-statuses (idea, open, adopted, dropped)",
            id="in force misspelt",
        ),
        pytest.param(
            {"schema": RFC.replace("[adopted, dropped]}", "[gone]}"), "template": TEMPLATE},
            "`gone`",
            id="next misspelt",
        ),
        pytest.param(
            {"schema": RFC + "x-required: [{from: opn, fields: [owner]}]\n", "template": TEMPLATE}, "`opn`", id="from"
        ),
        pytest.param(
            {"schema": RFC + "x-required: [{from: open}]\n", "template": TEMPLATE}, "fields", id="required what?"
        ),
        pytest.param(
            {"schema": RFC + "x-sections: [{level: 2}]\n", "template": TEMPLATE}, "title", id="untitled section"
        ),
        pytest.param(
            {"schema": RFC + "x-relations: {cites: {to: [any]}}\n", "template": TEMPLATE}, "inverse", id="no inverse"
        ),
        pytest.param(
            {"schema": RFC + "x-relations: {cites: {inverse: cited-by}}\n", "template": TEMPLATE}, "to", id="to whom?"
        ),
        pytest.param(
            {"schema": RFC + "properties: {cost: {type: numbre}}\n", "template": TEMPLATE}, "numbre", id="no such type"
        ),
        pytest.param(
            {"schema": RFC + "properties: {cost: {pattern: '['}}\n", "template": TEMPLATE}, "cost", id="broken pattern"
        ),
        pytest.param(
            {"schema": RFC.replace("[idea, open, adopted, dropped]", "idea"), "template": TEMPLATE},
            "x-statuses",
            id="one word for a list",
        ),
        pytest.param({"schema": RFC.replace("RFC\n", "ADR\n"), "template": TEMPLATE}, "ADR", id="a prefix twice"),
    ],
)
def test_a_broken_kind_is_refused_and_says_what_to_mend(tmp_path: Path, files: dict[str, Any], message: str) -> None:
    with pytest.raises(KindError) as caught:
        _ = own(tmp_path, **files)["rfc"].validator
    assert message in str(caught.value)
    assert "rfc" in str(caught.value)
