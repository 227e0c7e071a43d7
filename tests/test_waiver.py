"""Waivers take out of the count what they cover, for as long as they hold, and nothing else."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adr.check import Outcome, run
from adr.finding import Finding
from adr.people import read_register
from adr.project import find
from adr.report import waiver_row
from adr.schemas import output_schema
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

FILE = "adrs/ADR-0001-use-postgresql.md"
TERMS = 'reason: "the page moves to the handbook in May", approved-by: j.lind, approved-on: 2026-03-02'
WAIVER = f"<!-- adr: waive REL008, {TERMS}, expires: 2026-06-01 -->"
LINK = "See [the analysis](analysis.md).\n"


def in_head(rule: str = "REL008", expires: str = "2026-06-01") -> str:
    return f"\n  - {{rule: {rule}, {TERMS}, expires: {expires}}}"


def checked(root: Path, as_of: str = "") -> Outcome:
    project = find(root)
    return run(project, read_graph(project), read_register(project), as_of=as_of)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_waived_finding_fails_nothing_and_is_counted(base: Base, adr: Command, record: Write, ending: str) -> None:
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}").replace("\n", ending)})
    done = adr("check", "--strict")
    assert (done.code, done.out.splitlines()[-1].split(": ")[1]) == (
        (0, "1 waived") if ending == "\n" else (0, "1 note, 1 waived")
    )
    assert "nothing to report" not in done.out
    told = adr("check", "--statistics").out
    assert f"waived: {FILE}:11:5 REL008 until 2026-06-01, approved by j.lind on 2026-03-02: the page moves" in told


def test_after_its_last_day_the_finding_is_back_and_the_waiver_is_one(base: Base, adr: Command, record: Write) -> None:
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}")})
    assert adr("check", "--as-of", "2026-06-01").code == 0
    after = adr("check", "--as-of", "2026-06-02", "--format", "concise", "--ignore", "REL007")
    assert after.code == 1
    assert [line.split()[1] for line in after.out.splitlines()[:-1]] == ["ENV012", "REL008"]
    before = adr("check", "--as-of", "2026-03-01", "--format", "concise")
    assert [line.split()[1] for line in before.out.splitlines()[:-1]] == ["ENV012", "REL008"]


def test_a_waiver_that_is_not_in_order_waives_nothing_even_where_nobody_asks_for_its_rule(
    base: Base, adr: Command, record: Write
) -> None:
    base({FILE: record(body=f"\n{WAIVER.replace('j.lind', 'm.okafor')}\n{LINK}")})
    assert adr("check", "--select", "REL008").code == 1
    assert adr("check", "--ignore", "ENV012").code == 1


def test_settings_of_the_rule_count_for_every_run(base: Base, adr: Command, record: Write) -> None:
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}"), "adr.toml": "[rules.ENV012]\ndays = 30\n"})
    assert adr("check", "--select", "REL008").code == 1
    base({"adr.toml": '[rules.ENV012]\nnever = ["rel"]\n'})
    assert "REL008 cannot be waived" in adr("check").out


def test_a_comment_covers_its_block_or_line_and_front_matter_the_record(
    base: Base, record: Write, tmp_path: Path
) -> None:
    broken = "[a](a.md)"
    blocks = f"\n{broken}\n\n{WAIVER}\n\n{broken}\nand {broken}\n\n{broken}\n\n- {broken} {WAIVER}\n- {broken}\n"
    base({FILE: record(body=blocks)})
    found = checked(tmp_path)
    assert [each.finding.location.line for each in found.waived] == [14, 15, 19]
    assert [f.location.line for f in found.findings] == [10, 17, 20]
    base({FILE: record(body=blocks, waivers=in_head())})
    found = checked(tmp_path)
    assert found.findings == ()
    assert Counter(bool(each.waiver.keys) for each in found.waived) == {True: 3, False: 3}


def test_a_waiver_in_code_is_an_example(base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record(body=f"\n```markdown\n{WAIVER}\n```\n{LINK}")})
    assert [f.code for f in checked(tmp_path).findings] == ["REL008"]


def test_several_rules_stand_in_one_comment(base: Base, record: Write, tmp_path: Path) -> None:
    both = WAIVER.replace("REL008", "REL008 ENV004")
    base({FILE: record(body=f"\n{both}\n{LINK}", waivers=in_head("ENV004"), status="Drafft")})
    found = checked(tmp_path)
    assert {(each.finding.code, bool(each.waiver.keys)) for each in found.waived} == {
        ("REL008", False),
        ("ENV004", True),
    }
    assert [(f.code, f.message.split(" is ")[0]) for f in found.findings] == [("ENV012", "the waiver of ENV004")]


def test_of_rules_that_do_not_run_nothing_is_said(base: Base, adr: Command, record: Write) -> None:
    base({FILE: record(body="\nText.\n", waivers=in_head("REL008") + in_head("HIS002"))})
    assert "not needed" in adr("check", "--ignore", "HIS").out
    assert adr("check", "--ignore", "REL008", "--strict").code == 0
    assert adr("check", "--select", "REL008", "--strict").code == 0


def test_that_a_waiver_is_not_needed_has_the_severity_that_settings_say_and_is_hidden_where_they_say(
    base: Base, adr: Command, record: Write
) -> None:
    files = {FILE: record(body="\nText.\n", waivers=in_head())}
    base(files)
    assert adr("check").code == 0
    assert adr("check", "--strict").code == 1
    base({"adr.toml": '[rules.ENV012]\nseverity = "error"\n'})
    assert adr("check").code == 1
    base({"adr.toml": '[check.per-path-ignores]\n"adrs/" = ["ENV012"]\n'})
    assert adr("check", "--strict").out == "1 record checked: nothing to report\n"


def test_what_settings_hide_is_not_told_as_waived_and_its_waiver_is_needed(
    base: Base, adr: Command, record: Write
) -> None:
    base(
        {
            FILE: record(body=f"\n{WAIVER}\n{LINK}"),
            "adr.toml": '[check.per-path-ignores]\n"adrs/" = ["REL008"]\n',
        }
    )
    assert adr("check", "--strict").out == "1 record checked: 1 waived\n"


def test_a_baseline_does_not_hold_what_is_waived(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}\n{LINK}")})
    adr("check", "--update-baseline")
    assert json.loads((tmp_path / "adr-baseline.json").read_text())["findings"] == {FILE: {"REL008": 1}}
    assert adr("check").code == 0


def test_with_a_base_days_pass_for_what_the_change_touches(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}", waivers=in_head("REL007"))})
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"], ["checkout", "-qb", "change"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)
    assert adr("check", "--strict", "--as-of", "2026-05-01").out == "1 record checked: 2 waived\n"
    base({"adrs/ADR-0002-y.md": record("ADR-0002", title="Use something else")})
    rested = adr("check", "--base", "main", "--as-of", "2026-05-01", "--format", "concise").out
    assert rested == "2 records checked: 1 waived\n"
    assert adr("check", "--base", "main", "--as-of", "2026-06-02").code == 0
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}\nMore.\n")})
    assert adr("check", "--base", "main", "--as-of", "2026-06-02").code == 1


@pytest.mark.parametrize(
    "head", ["", f"exemptions:{in_head('REL008')}\n"], ids=["a comment", "a field of another name"]
)
def test_records_of_other_dialects_waive_too(base: Base, tmp_path: Path, head: str) -> None:
    text = f"---\nstatus: proposed\ndate: 2026-03-02\n{head}---\n\n# Use PostgreSQL\n"
    text += f"\n## Context and Problem Statement\n\n{'' if head else WAIVER}\n{LINK}\n## Considered Options\n\n- one\n"
    settings_ = '[kinds.decision]\ndialect = "madr"\nfields = {waivers = "exemptions"}\n'
    base({"adr.toml": settings_, "adrs/0001-use-postgresql.md": text})
    found = checked(tmp_path)
    assert [each.finding.code for each in found.waived] == ["REL008"]
    assert not {"REL008", "ENV012"} & {f.code for f in found.findings}


def test_in_other_dialects_nobody_else_says_what_is_wrong_with_front_matter(base: Base, tmp_path: Path) -> None:
    text = "---\nstatus: proposed\nwaivers:\n  - {rule: REL008}\n  - x\n---\n\n# Use PostgreSQL\n\nText.\n"
    base({"adr.toml": '[kinds.decision]\ndialect = "madr"\n', "adrs/0001-use-postgresql.md": text})
    found = [(f.location.line, f.message) for f in checked(tmp_path).findings if f.code == "ENV012"]
    assert (4, "the waiver does not say `expires`") in found
    assert (5, "a waiver is a mapping") in found


def test_json_says_what_is_waived_and_until_when(base: Base, adr: Command, record: Write) -> None:
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}\n{LINK}")})
    found = json.loads(adr("check", "--format", "json").out)
    jsonschema_rs.validate(output_schema("check"), found)
    assert [(row["line"], row["waived"] and row["waived"]["expires"]) for row in found] == [
        (13, None),
        (11, "2026-06-01"),
    ]
    assert found[1]["waived"] == {
        "rule": "REL008",
        "reason": "the page moves to the handbook in May",
        "approved_by": "j.lind",
        "approved_on": "2026-03-02",
        "expires": "2026-06-01",
        "path": FILE,
        "line": 10,
        "lines": [11, 11],
    }


def test_show_and_due_tell_of_waivers(base: Base, adr: Command, record: Write) -> None:
    own = in_head("ENV004").replace("j.lind", "m.okafor")
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}", waivers=own)})
    shown = adr("show", "ADR-0001").out
    line = "waived  REL008 until 2026-06-01, approved by j.lind on 2026-03-02: the page moves to the handbook in May"
    assert f"{line} (from line 13 to 13)\n" in shown
    assert "waived  ENV004: the waiver is not in order, `adr check` says why\n" in shown
    detail = json.loads(adr("show", "ADR-0001", "--json").out)
    jsonschema_rs.validate(output_schema("show"), detail)
    assert [(row["rule"], row["lines"]) for row in detail["waivers"]] == [("ENV004", None), ("REL008", [13, 13])]
    listed = json.loads(adr("due", "--json", "--as-of", "2026-06-02").out)
    jsonschema_rs.validate(output_schema("due"), listed)
    assert [(row["by"], row["what"], row["line"], row["overdue"]) for row in listed] == [
        ("2026-06-01", "waiver", 9, True),
        ("2026-06-01", "waiver", 12, True),
    ]


def test_a_text_with_more_comments_than_anybody_writes_is_not_read_to_its_end(
    base: Base, record: Write, tmp_path: Path
) -> None:
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}" * 201)})
    found = checked(tmp_path)
    assert len(found.waived) == 200
    assert [f.code for f in found.findings] == ["ENV012", "REL008"]


BLOCKS = (
    "See [a](x.md).",
    "ADR-0099 and [b](y.md)\nand ADR-0098",
    "> quote [c](z.md)\n> and ADR-0094",
    "| a | b |\n| - | - |\n| ADR-0097 | [x](x.md) |",
    "- one [d](w.md)\n- two ADR-0096\n\n  and [e](#nowhere)\n\n***",
    "```\n[e](v.md) ADR-0099\n```",
    "## Heading ADR-0095",
    "é ß [c](z.md) in letters of more than one byte",
    "Nothing.",
)
KEYED = ("", "status: Drafft\n", "reviewed: never\n")


def spread(found: list[Finding] | tuple[Finding, ...], start: int, by: int) -> Counter[tuple[int, str, str]]:
    """Return findings with their lines as they are before `by` lines were put in above line `start`."""
    lines = ((f.location.line, f) for f in found)
    return Counter((line - by if line >= start + by else line, f.code, f.message) for line, f in lines)


@given(
    blocks=st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6),
    keyed=st.sampled_from(KEYED),
    ending=st.sampled_from(["\n", "\r\n"]),
    rule=st.sampled_from(["REL008", "REL008", "ENV004", "ENV003"]),
    form=st.sampled_from(["block", "line", "record"]),
    data=st.data(),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_waiver_takes_out_its_rules_findings_at_its_place_and_changes_nothing_else(
    blocks: list[str],
    keyed: str,
    ending: str,
    rule: str,
    form: str,
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    head = f"id: ADR-0001\nkind: decision\ntitle: Use PostgreSQL\ndate: 2026-03-02\nowner: m.okafor\n{keyed}"
    head += "" if keyed.startswith("status") else "status: draft\n"
    text = f"---\n{head}---\n\n" + "\n\n".join(blocks) + "\n"
    at = data.draw(st.integers(0, len(blocks) - 1))
    first = head.count("\n") + 4 + sum(block.count("\n") + 2 for block in blocks[:at])  # the block's first line
    last = first + blocks[at].count("\n")
    comment = WAIVER.replace("REL008", rule)
    lines = text.split("\n")
    if form == "record":
        start, added, covered = head.count("\n") + 2, ["waivers:", in_head(rule).strip("\n")], range(1, 10_000)
    elif form == "block":
        start, added, covered = first, [comment], range(first, last + 1)
    else:
        paragraph = blocks[at][0] not in "`|#>-"
        start, added, covered = first, [], range(first, first + 1 if paragraph else first)
        lines[first - 1] += f" {comment}" if paragraph else ""
    after_lines = lines[: start - 1] + added + lines[start - 1 :]
    root = tmp_path_factory.mktemp("base").resolve()
    (root / "adrs").mkdir()
    (root / "adr.toml").write_text("")

    def of(content: str) -> Outcome:
        (root / FILE).write_bytes(content.replace("\n", ending).encode())
        return checked(root, "2026-03-20")

    before, after = of(text), of("\n".join(after_lines))
    waived = [f for f in before.findings if f.code == rule and f.location.line in covered]
    idle = [f for f in after.findings if f.code == "ENV012"]
    told = form != "line" or bool(covered)
    assert spread([each.finding for each in after.waived], start, len(added)) == spread(waived, start, 0)
    assert [f.message.split(":")[0] for f in idle] == (
        [] if waived or not told else [f"the waiver of {rule} is not needed"]
    )
    rest = [f for f in after.findings if f.code != "ENV012"]
    assert spread(rest, start, len(added)) == spread([f for f in before.findings if f not in waived], start, 0)


def test_a_waiver_as_data_has_its_shape(base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record(body=f"\n{WAIVER}\n{LINK}", waivers=in_head())})
    (entry,) = read_graph(find(tmp_path)).records
    rows = [waiver_row(waiver) for waiver in entry.waivers]
    shape = output_schema("show")["properties"]["waivers"]
    jsonschema_rs.validate(shape, rows)
    assert [(row["line"], row["lines"]) for row in rows] == [(9, None), (12, [13, 13])]


def test_a_waiver_of_a_rule_that_is_off_for_its_kind_is_not_called_idle(
    base: Base, adr: Command, record: Write
) -> None:
    base({FILE: record(waivers=in_head()), "adr.toml": ""})
    assert "not needed" in adr("check").out
    base({"adr.toml": '[kinds.decision.rules.REL008]\nseverity = "off"\n'})
    assert "not needed" not in adr("check").out
