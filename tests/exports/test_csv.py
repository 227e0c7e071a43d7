"""CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Write
    from tests.exports.conftest import Export


def parsed(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_every_record_of_the_sample_is_a_row(sample: Export) -> None:
    text = sample("csv").files[""]
    rows = parsed(text)
    assert len(rows) == 26
    assert text.count("\r\n") == 27
    assert len({len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)}) == 1
    gateway = next(row for row in rows if row["id"] == "ADR-0010")
    assert gateway["decision-makers"] == "a.nakamura; p.serrano"
    assert json.loads(gateway["relations"]) == {"supersedes": ["ADR-0004"], "learned-from": ["LRN-0003"]}
    assert gateway["severity"] == ""


def test_fields_that_no_kind_knows_have_a_column(export: Export, record: Write) -> None:
    (row,) = parsed(export("csv", {"adrs/ADR-0001-x.md": record(x_team="blue", status=None, tags="[a]")}).files[""])
    assert list(row)[-2:] == ["tags", "x-team"]
    assert (row["x-team"], row["status"], row["phase"]) == ("blue", "", "unknown")


def test_a_list_that_would_not_come_apart_again_is_json(export: Export, record: Write) -> None:
    (row,) = parsed(export("csv", {"adrs/ADR-0001-x.md": record(tags="['a; b', c]", aliases="[]")}).files[""])
    assert json.loads(row["tags"]) == ["a; b", "c"]
    assert row["aliases"] == ""


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\\t=1", "\\r=1", "\\n=1", "\uff1d1"])
def test_a_cell_is_no_formula_unless_asked(export: Export, record: Write, title: str) -> None:
    files = {"adrs/ADR-0001-x.md": record(title=f'"{title}"')}
    (row,), (raw,) = parsed(export("csv", files).files[""]), parsed(export("csv", files, raw=True).files[""])
    assert row["title"] == f"'{raw['title']}"
    assert raw["title"] == title.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n")


def test_quotes_commas_and_line_breaks_come_back(export: Export, record: Write) -> None:
    title = 'He said "no", then\nleft'
    (row,) = parsed(export("csv", {"adrs/ADR-0001-x.md": record(title=json.dumps(title))}).files[""])
    assert row["title"] == title
