"""A diagram as JSON."""

from __future__ import annotations

import json

import jsonschema_rs

from adr.diagram import Diagram
from adr.diagrams.json import render
from adr.schemas import output_schema


def test_it_has_the_shape_of_its_schema(sample: Diagram) -> None:
    found = json.loads(render(sample))
    jsonschema_rs.validate(output_schema("graph"), found)
    assert found["nodes"][0]["title"] == sample.nodes[0].title
