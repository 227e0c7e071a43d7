"""``adr check --fix``, ``--unsafe-fixes`` and ``--diff``: what is written, what is said, and what is left alone."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.edit import Edit, apply
from adr.schemas import output_schema

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

FILE, OTHER = "adrs/ADR-0001-use-postgresql.md", "adrs/ADR-0002-use-mysql.md"


@pytest.fixture
def wrong(record: Write) -> str:
    """Return a record with a safe fix, an unsafe one, and something that nobody but its author can mend."""
    text = record(tags="storage # one", impakt="low", jira_id="7", x_zip="0123")
    return text.replace("owner: m.okafor", "owner: no one").replace("\n", "\r\n")


def test_what_is_safe_is_mended_and_what_is_left_is_told(base: Base, adr: Command, wrong: str, tmp_path: Path) -> None:
    base({FILE: wrong})
    done = adr("check", "--fix", "--format", "concise")
    assert done.code == 1
    assert (tmp_path / FILE).read_bytes().decode() == wrong.replace("storage", "[storage]").replace("0123", '"0123"')
    assert done.err == "2 fixed, 4 left\n"
    assert "[*]" not in done.out
    assert "`--fix --unsafe-fixes` mends 2" in done.out
    again = adr("check", "--fix", "--format", "concise")
    assert (again.out, again.err) == (done.out, "0 fixed, 4 left\n")


def test_what_is_not_safe_is_mended_if_it_is_asked_for(
    base: Base, adr: Command, record: Write, wrong: str, tmp_path: Path
) -> None:
    base({FILE: wrong.replace("owner: no one", "owner: m.okafor").replace("\r\n", "\n")})
    assert "[*] `--fix --unsafe-fixes` mends 4" in adr("check", "--unsafe-fixes").out
    assert adr("check", "--fix", "--unsafe-fixes").code == 0
    expected = record(tags="[storage] # one", impact="low", x_jira_id="7", x_zip='"0123"')
    assert (tmp_path / FILE).read_text() == expected


def test_a_diff_is_printed_and_nothing_is_written(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    text = record(tags="storage")
    base({FILE: text})
    done = adr("check", "--diff")
    assert (done.code, done.err) == (1, "1 would be fixed, 0 left\n")
    assert "-tags: storage\n+tags: [storage]\n" in done.out
    assert (tmp_path / FILE).read_text() == text
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=done.out, text=True, check=True)
    done = adr("check", "--diff")
    assert (done.code, done.out) == (0, "")
    assert adr("check").code == 0


def test_paths_and_rules_limit_what_is_mended(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    one = record(tags="storage", Review_By="2027-01-01")
    base({FILE: one, OTHER: one.replace("ADR-0001", "ADR-0002")})
    adr("check", "--fix", "--select", "ENV003", FILE)
    assert (tmp_path / FILE).read_text() == one.replace("Review-By", "review-by")
    assert (tmp_path / OTHER).read_text() == one.replace("ADR-0001", "ADR-0002")


def test_a_fix_that_needs_a_file_outside_of_the_paths_waits(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    one, two = record(relations="{amended-by: [ADR-0002]}"), record("ADR-0002", title="Use MySQL")
    base({FILE: one, OTHER: two})
    assert adr("check", "--fix", FILE).code == 1
    assert (tmp_path / FILE).read_text() == one
    assert adr("check", "--fix").code == 0
    assert (tmp_path / FILE).read_text() == record()
    assert "amends: [ADR-0001]" in (tmp_path / OTHER).read_text()


def test_what_settings_hide_or_the_baseline_has_is_left_alone(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    text = record(tags="storage", review_by="2027-01-01").replace("review-by", "review_by")
    base({FILE: text, "adr.toml": '[check.per-path-ignores]\n"adrs/" = ["ENV003"]\n'})
    assert adr("check", "--update-baseline").code == 0
    done = adr("check", "--fix")
    assert (done.code, (tmp_path / FILE).read_text()) == (0, text)
    adr("check", "--fix", "--no-baseline")
    assert (tmp_path / FILE).read_text() == text.replace("storage", "[storage]")


def test_a_baseline_is_not_written_while_fixing(base: Base, adr: Command, record: Write) -> None:
    base({FILE: record()})
    for option in ("--fix", "--diff"):
        done = adr("check", option, "--update-baseline")
        assert (done.code, done.out) == (2, "")
        assert "--update-baseline" in done.err


def test_with_a_base_what_was_decided_is_not_rewritten(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    fields = {"status": "accepted", "impact": "low", "decision_makers": "m.okafor", "review_by": "2027-03-02"}
    text = record(**fields, reversibility="costly")
    settings = '[check]\nignore = ["ENV008", "DEC002"]\n'
    base({FILE: text, "adr.toml": settings})
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "one"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    done = adr("check", "--fix", "--base", "main")
    assert (tmp_path / FILE).read_text() == text
    assert "ENV006 is left: its fix would bring errors to light" in done.err
    adr("check", "--fix")
    assert "decision-makers: [m.okafor]" in (tmp_path / FILE).read_text()


def test_json_has_the_edits_that_fixing_makes(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    import jsonschema_rs

    text = record(tags="größe", impakt="low")
    base({FILE: text})
    found = json.loads(adr("check", "--format", "json").out)
    jsonschema_rs.validate(output_schema("check"), found)
    assert [json.loads(line) for line in adr("check", "--format", "jsonl").out.splitlines()] == found
    fixes = {finding["code"]: finding["fix"] for finding in found}
    assert fixes["ENV003"]["applicability"] == "unsafe"
    assert fixes["ENV006"]["title"] == "Write `größe` as a list"
    starts = [0, *(index + 1 for index, character in enumerate(text) if character == "\n")]
    edits = [
        Edit(starts[e["line"] - 1] + e["column"] - 1, starts[e["end_line"] - 1] + e["end_column"] - 1, e["text"])
        for fix in fixes.values()
        for e in fix["edits"]
    ]
    adr("check", "--fix", "--unsafe-fixes")
    assert apply(text, edits) == (tmp_path / FILE).read_text()


def test_sarif_has_the_fix(base: Base, adr: Command, record: Write) -> None:
    from sarif_kit.validate import validation_errors

    base(
        {
            FILE: record(tags="storage"),
            OTHER: record("ADR-0002", title="Use MySQL", relations="{amended-by: [ADR-0001]}"),
        }
    )
    log = json.loads(adr("check", "--format", "sarif").out)
    assert validation_errors(log) == []
    first, second = (result["fixes"][0] for result in log["runs"][0]["results"])
    (change,) = first["artifactChanges"]
    assert change["artifactLocation"]["uri"] == FILE
    (replacement,) = change["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 8, "startColumn": 7, "endLine": 8, "endColumn": 14}
    assert replacement["insertedContent"]["text"] == "[storage]"
    assert first["properties"] == {"applicability": "safe"}
    assert len(second["artifactChanges"]) == 2
