"""Backstage catalogue entities."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
import ryaml
import yaml

if TYPE_CHECKING:
    from tests.conftest import Write
    from tests.exports.conftest import Export

NAME = "^([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$"
SCHEMA = {
    "type": "object",
    "required": ["apiVersion", "kind", "metadata", "spec"],
    "properties": {
        "apiVersion": {"const": "backstage.io/v1alpha1"},
        "kind": {"const": "Component"},
        "metadata": {
            "required": ["name"],
            "properties": {
                "name": {"type": "string", "pattern": NAME},
                "title": {"type": "string", "minLength": 1},
                "annotations": {
                    "additionalProperties": {"type": "string"},
                    "propertyNames": {"pattern": f"^[a-z0-9]+/{NAME[1:]}"},
                },
                "tags": {"items": {"type": "string", "maxLength": 63, "pattern": "^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$"}},
                "links": {"items": {"required": ["url"], "additionalProperties": {"type": "string", "minLength": 1}}},
            },
        },
        "spec": {
            "required": ["type", "lifecycle", "owner"],
            "properties": {
                "type": {"type": "string", "minLength": 1},
                "lifecycle": {"enum": ["experimental", "production", "deprecated", "unknown"]},
                "owner": {"type": "string", "minLength": 1},
                "dependsOn": {"items": {"type": "string", "pattern": "^component:default/[a-z0-9-]+$"}},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
"""What Backstage's catalogue asks of a Component, as its descriptor format and its validators say."""


def parsed(text: str) -> dict[str, dict[str, Any]]:
    entities = [ryaml.loads(part) for part in re.split(r"^---\n", text, flags=re.MULTILINE)]
    for entity in entities:
        jsonschema_rs.Draft202012Validator(SCHEMA).validate(entity)
    assert len(list(yaml.safe_load_all(text))) == len(entities)
    return {entity["metadata"]["name"]: entity for entity in entities}


def test_every_record_of_the_sample_is_a_valid_entity(sample: Export) -> None:
    entities = parsed(sample("backstage").files[""])
    assert len(entities) == 26
    gateway, gate = entities["adr-0010"], entities["adr-0011"]
    assert gateway["spec"] == {"type": "decision", "lifecycle": "production", "owner": "group:default/platform-team"}
    assert entities["adr-0004"]["spec"]["lifecycle"] == "deprecated"
    assert entities["adr-0002"]["spec"]["owner"] == "user:default/m.okafor"
    assert gate["spec"]["dependsOn"] == ["component:default/adr-0010"]
    assert gateway["metadata"]["annotations"]["adr/supersedes"] == "ADR-0004"


def test_every_reference_leads_to_an_entity(sample: Export) -> None:
    entities = parsed(sample("backstage").files[""])
    refs = [ref for entity in entities.values() for ref in entity["spec"].get("dependsOn", ())]
    assert refs
    assert {ref.removeprefix("component:default/") for ref in refs} <= set(entities)


def test_links_go_along_and_what_has_no_place_is_named(export: Export, record: Write) -> None:
    files = {
        "adrs/ADR-0001-x.md": record(
            links="[{url: 'https://example.org/', title: More}, {title: none}]", tags="[good, Bad Tag]", impact="high"
        ),
        "adrs/ADR-0001-y.md": record(status="doing"),
        "adrs/ADR-0003-z.md": record("ADR-0003", owner=None),
    }
    made = export("backstage", files)
    entities = parsed(made.files[""])
    assert entities["adr-0001"]["metadata"]["links"] == [{"url": "https://example.org/", "title": "More"}]
    assert entities["adr-0001"]["metadata"]["tags"] == ["good"]
    assert entities["adr-0001-2"]["spec"]["lifecycle"] == "unknown"
    assert made.lost == {"tags": 1, "impact": 1}
    assert made.notes == ("adrs/ADR-0003-z.md left out: an entity needs an owner",)


@pytest.mark.parametrize("title", ["a: b", "no", "--- x", '"', "{{x}}", "\\u2028"])
def test_titles_are_text_to_every_reader(export: Export, record: Write, title: str) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    entities = parsed(export("backstage", {"adrs/ADR-0001-x.md": record(title=quoted)}).files[""])
    assert entities["adr-0001"]["metadata"]["title"] == title
