"""``adr check``: what is printed, and the exit code that a pipeline acts on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs
import pytest

from adr import output

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def test_a_base_in_order_exits_0(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": record()})
    done = adr("check")
    assert (done.code, done.out, done.err) == (0, "1 record checked: nothing to report\n", "")


def test_an_error_exits_1_and_is_shown_with_its_line_and_help(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": record(status="Draft")})
    done = adr("check")
    assert done.code == 1
    assert done.out == (
        "adrs/ADR-0001.md:5:9 ENV004 [*] `Draft` is no value of `status`\n"
        "  5 | status: Draft\n"
        "    |         ^\n"
        "  help: did you mean `draft`?\n\n"
        "1 record checked: 1 error\n"
        "[*] `--fix` mends 1\n"
    )


def test_a_warning_fails_under_strict_only(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": "\ufeff" + record()})
    assert adr("check").code == 0
    assert adr("check", "--strict").code == 1


def test_a_note_never_fails(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": record().replace("\n", "\r\n")})
    done = adr("check", "--strict")
    assert done.code == 0
    assert "1 note" in done.out


def test_an_empty_base_is_in_order(base: Base, adr: Command) -> None:
    base({})
    assert adr("check").out == "0 records checked: nothing to report\n"


def test_outside_a_base_it_cannot_run(tmp_path: Path, adr: Command) -> None:
    done = adr("check", at=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "adr init" in done.err
    assert adr("check", at=tmp_path / "none").code == 2


def test_json_has_the_shape_that_the_schema_command_prints(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": "\ufeff" + record(status="x", jira="1"), "adrs/ADR-0002.md": "broken"})
    found = json.loads(adr("check", "--format", "json").out)
    jsonschema_rs.validate(json.loads(adr("schema", "check").out), found)
    assert [f["code"] for f in found] == ["ENV001", "ENV004", "ENV003", "ENV001"]


def test_paths_limit_what_is_printed_and_what_fails(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record(), "adrs/ADR-0002.md": "broken", "learnings/LRN-0001.md": record("LRN-0001")})
    assert adr("check", "adrs/ADR-0001.md").out == "1 record checked: nothing to report\n"
    assert adr("check", "adrs").code == 1
    assert adr("check", "ADR-0002.md", at=tmp_path / "adrs").code == 1
    assert adr("check", str(tmp_path / "learnings")).code == 0
    assert adr("check", "ADR-0001.md", "../learnings", at=tmp_path / "adrs").out.startswith("2 records checked")


def test_a_path_that_holds_no_record_is_refused_so_that_nothing_is_checked_in_vain(
    base: Base, adr: Command, record: Write
) -> None:
    base({"adrs/ADR-0001.md": record()})
    done = adr("check", "adrs/ADR-0002.md")
    assert done.code == 2
    assert "did you mean `adrs/ADR-0001.md`?" in done.err


def test_it_works_from_a_subfolder_with_paths_from_the_root(base: Base, adr: Command, tmp_path: Path) -> None:
    base({"adrs/2026/ADR-0001.md": "broken"})
    assert adr("check", at=tmp_path / "adrs/2026").out.startswith("adrs/2026/ADR-0001.md:1:1 ENV001")


def test_settings_elsewhere_check_a_project_that_is_only_read(adr: Command, record: Write, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "docs").mkdir(parents=True)
    (project / "docs/ADR-0001.md").write_text(record(owner=None))
    config = tmp_path / "elsewhere.toml"
    config.write_text('[kinds.decision]\nfolder = "docs"\n[rules.ENV005]\nseverity = "warning"\n')
    for path in (project / "docs/ADR-0001.md", project / "docs", project):
        path.chmod(0o555)
    done = adr("--config", str(config), "check", at=project)
    assert done.code == 0
    assert "docs/ADR-0001.md:1:1 ENV005 warning: `owner` is missing" in done.out
    assert sorted(p.name for p in project.rglob("*")) == ["ADR-0001.md", "docs"]


@pytest.mark.parametrize(
    "settings,message",
    [("[rules.ENV999]\nseverity = 'off'\n", "ENV999"), ("nam = 'x'\n", "did you mean `name`?"), ("= 3", "adr.toml")],
)
def test_settings_that_would_be_misread_stop_it(
    base: Base, adr: Command, tmp_path: Path, settings: str, message: str
) -> None:
    base({})
    (tmp_path / "adr.toml").write_text(settings)
    done = adr("check")
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_broken_kind_of_ones_own_stops_it(base: Base, adr: Command, tmp_path: Path) -> None:
    base({})
    (tmp_path / ".adr/kinds/rfc").mkdir(parents=True)
    done = adr("check")
    assert done.code == 2
    assert "a new kind needs a schema.yaml" in done.err


def test_an_own_kind_is_checked_like_the_others(base: Base, adr: Command, record: Write) -> None:
    base(
        {
            ".adr/kinds/rfc/schema.yaml": "x-extends: decision\nx-prefix: RFC\nx-folder: rfcs\n",
            "rfcs/RFC-0001-x.md": record("RFC-0001", kind="rfc", status="Draft"),
        }
    )
    assert "rfcs/RFC-0001-x.md:5:9 ENV004" in adr("check").out


def test_an_unknown_format_is_refused(base: Base, adr: Command) -> None:
    base({})
    done = adr("check", "--format", "xml")
    assert done.code == 2
    assert "json" in done.err


@pytest.mark.parametrize("environment,coloured", [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)])
def test_a_terminal_gets_colour_unless_no_color_is_set(
    base: Base,
    tmp_path: Path,
    environment: dict[str, str],
    coloured: bool,  # noqa: FBT001 - a column
) -> None:
    base({"adrs/ADR-0001.md": "broken"})
    program = (
        f"import os, pty; os.environ.update({environment!r}); pty.spawn([{sys.executable!r}, '-m', 'adr', 'check'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert "ENV001" in done.stdout
    assert ("\x1b[31;1mENV001" in done.stdout) is coloured


def test_a_baseline_hides_what_was_there_and_no_more(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base(
        {"adrs/ADR-0001.md": record(body="\n[gone](gone.md)\n"), "adrs/ADR-0002.md": record("ADR-0002", title="Use it")}
    )
    assert adr("check").code == 1
    done = adr("check", "--update-baseline")
    assert (done.code, done.out) == (0, "wrote adr-baseline.json: 1 finding in 1 file\n")
    done = adr("check")
    assert (done.code, done.out) == (0, "2 records checked: nothing to report\n")
    assert done.err == "adr-baseline.json hides 1; `--no-baseline` shows all\n"
    assert adr("check", "adrs/ADR-0002.md").err == ""
    assert json.loads(adr("check", "--format", "json").out) == []
    assert adr("check", "--no-baseline").code == 1
    (tmp_path / "adrs/ADR-0002.md").write_text(record("ADR-0002", title="Use it", status="Draft"))
    done = adr("check")
    assert done.code == 1
    assert "1 error" in done.out
    assert "REL008" not in done.out


def test_a_baseline_shrinks_when_something_was_mended(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record(body="\n[gone](gone.md)\n")})
    adr("check", "--update-baseline")
    assert "up to date" in adr("check", "--update-baseline").out
    (tmp_path / "adrs/ADR-0001.md").write_text(record())
    done = adr("check")
    assert (done.code, done.err) == (
        0, "1 finding of adr-baseline.json is gone; `adr check --update-baseline` takes it out\n"
    )  # fmt: skip
    assert adr("check", "--update-baseline").out == "nothing to freeze: removed adr-baseline.json\n"
    assert not (tmp_path / "adr-baseline.json").exists()


def test_a_baseline_is_of_everything(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record(status="Draft")})
    done = adr("check", "--update-baseline", "adrs/ADR-0001.md")
    assert done.code == 2
    assert "leave PATHS, --base" in done.err
    (tmp_path / "adr-baseline.json").write_text("{}")
    assert adr("check").code == 2
    assert adr("check", "--no-baseline").code == 1
    assert adr("check", "--update-baseline").out == "wrote adr-baseline.json: 1 finding in 1 file\n"


def test_an_unknown_format_is_refused_before_anything_is_read(adr: Command, tmp_path: Path) -> None:
    done = adr("check", "--output", "sarf=x.sarif", at=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "did you mean `sarif`?" in done.err


def test_reports_go_to_files_beside_what_is_printed(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record(status="Draft")})
    reports = ["--output", "sarif=out/adr.sarif", "--output", f"junit={tmp_path / 'junit.xml'}"]
    done = adr("check", "--format", "concise", *reports)
    assert done.code == 1
    assert done.out.startswith("adrs/ADR-0001.md:5:9: ENV004 ")
    assert json.loads((tmp_path / "out/adr.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "ENV004"
    assert "ENV004" in (tmp_path / "junit.xml").read_text()
    (tmp_path / "adrs/ADR-0001.md").write_text(record())
    assert adr("check", *reports).code == 0
    assert json.loads((tmp_path / "out/adr.sarif").read_text())["runs"][0]["results"] == []


def test_paths_are_from_the_repositorys_root_for_those_who_show_files_there(
    base: Base, adr: Command, tmp_path: Path
) -> None:
    base({"adrs/ADR-0001.md": "broken"})
    (tmp_path.parent / ".git").mkdir(exist_ok=True)
    try:
        assert f"file={tmp_path.name}/adrs/ADR-0001.md," in adr("check", "--format", "github").out
        assert json.loads(adr("check", "--format", "json").out)[0]["path"] == "adrs/ADR-0001.md"
    finally:
        (tmp_path.parent / ".git").rmdir()


def test_the_exit_code_does_not_depend_on_the_format(base: Base, adr: Command, record: Write) -> None:
    base({"adrs/ADR-0001.md": record(status="Draft")})
    for name in output.names():
        assert adr("check", "--format", name).code == 1
        assert adr("check", "--format", name, "--exit-zero").code == 0
    assert adr("check", "--exit-zero", "nowhere").code == 2


def test_rules_are_chosen_on_the_command_line(base: Base, adr: Command, record: Write, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record(status="x", jira="1"), "adrs/ADR-0002.md": "broken"})

    def codes(*arguments: str) -> set[str]:
        return {found["code"] for found in json.loads(adr("check", "--format", "json", *arguments).out)}

    assert codes() == {"ENV001", "ENV003", "ENV004"}
    assert codes("--select", "REL,ENV004") == {"ENV004"}
    assert codes("--ignore", "ENV003", "--ignore", "env004") == {"ENV001"}
    (tmp_path / "adr.toml").write_text('[check]\nignore = ["ENV00"]\n[rules.ENV001]\nseverity = "off"\n')
    assert codes() == set()
    assert codes("--extend-select", "ENV003") == {"ENV003"}
    assert codes("--select", "ENV001") == {"ENV001"}
    assert codes("--select", "ENV") == {"ENV003", "ENV004"}


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_a_code_that_no_rule_has_is_refused(base: Base, adr: Command, option: str) -> None:
    base({})
    for code, meant in (("ENV0O1", "ENV0"), ("RLE", "REL`?")):
        done = adr("check", option, code)
        assert (done.code, done.out) == (2, "")
        assert f"did you mean `{meant}" in done.err


def test_settings_choose_rules_and_hide_them_below_paths(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    base({"adrs/old/ADR-0001.md": record(jira="1"), "adrs/ADR-0002.md": record("ADR-0002", title="Use it", jira="1")})
    (tmp_path / "adr.toml").write_text(
        '[check]\nselect = ["ENV"]\n[check.per-path-ignores]\n"adrs/old/" = ["ENV003"]\n'
    )
    done = adr("check", "--statistics")
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0].split() == ["1", "ENV003", "error", "unknown-keys"]
    assert lines[2] == "hidden by per-path-ignores: 1 finding: ENV003 (1)"
    assert lines[3].startswith("not run: ")
    assert "REL001" in lines[3]
    (tmp_path / "adr.toml").write_text('[check.per-path-ignores]\n"adrs/" = ["ENVO"]\n')
    assert "did you mean `ENV`?" in adr("check").err


def test_a_comment_tells_what_differs_from_the_base_and_what_is_due(
    base: Base, adr: Command, record: Write, tmp_path: Path
) -> None:
    accepted = record("ADR-0002", status="accepted", review_by="2026-04-01")
    base({"adrs/ADR-0001.md": record(), "adrs/ADR-0002.md": accepted})
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"], ["checkout", "-qb", "topic"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    (tmp_path / "adrs/ADR-0001.md").write_text(record(status="proposed"))
    (tmp_path / "adrs/ADR-0003.md").write_text(record("ADR-0003", title="Use <b>bold</b>"))
    done = adr("check", "--base", "main", "--format", "markdown", "--as-of", "2026-03-15")
    assert "### New against main" in done.out
    assert "| ADR-0003 | Use &lt;b&gt;bold&lt;/b&gt; | draft |" in done.out
    assert "| ADR-0001 | Use PostgreSQL | draft → proposed | status |" in done.out
    assert "| 2026-04-01 | review | ADR-0002 |" in done.out
    assert "Due" not in adr("check", "--format", "markdown", "--as-of", "2026-02-15").out
