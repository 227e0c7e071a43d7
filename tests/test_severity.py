"""How much rules matter: everywhere, by kind, by status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adr.finding import Severity
from adr.project import ProjectError
from adr.severity import weights

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write


def of(settings: dict[str, Any], kind: str, status: str, code: str = "ENV007") -> str | None:
    return weights(code, Severity.ERROR, settings).of(kind, status)


BY_STATUS = {"rules": {"ENV007": {"severity": {"draft": "info", "accepted": "off"}}}}
BY_KIND = {
    "rules": {"ENV007": {"severity": "warning"}},
    "kinds": {
        "decision": {"rules": {"ENV": {"severity": "info"}, "ENV007": {"severity": {"accepted": "error"}}}},
        "learning": {"rules": {"ALL": {"severity": "off"}}},
    },
}


@pytest.mark.parametrize(
    "settings,kind,status,word",
    [
        ({}, "decision", "draft", None),
        (BY_STATUS, "decision", "draft", "info"),
        (BY_STATUS, "playbook", "accepted", "off"),
        (BY_STATUS, "decision", "proposed", None),
        (BY_KIND, "decision", "accepted", "error"),
        (BY_KIND, "decision", "draft", "info"),
        (BY_KIND, "learning", "draft", "off"),
        (BY_KIND, "playbook", "draft", "warning"),
    ],
)
def test_the_closest_word_decides(settings: dict[str, Any], kind: str, status: str, word: str | None) -> None:
    assert of(settings, kind, status) == word


def test_a_rule_runs_where_it_is_on_in_some_record() -> None:
    off = {"rules": {"ENV007": {"severity": "off"}}}
    some = {**off, "kinds": {"decision": {"rules": {"ENV007": {"severity": {"accepted": "warning"}}}}}}
    assert not weights("ENV007", Severity.ERROR, off).runs
    found = weights("ENV007", Severity.ERROR, some)
    assert found.runs
    assert found.off("decision", "draft")
    assert not found.off("decision", "accepted")
    assert weights("ENV007", Severity.ERROR, BY_STATUS).runs


RULED = """\
[rules.ENV003]
severity = {draft = "info", accepted = "warning"}
[kinds.playbook.rules]
ENV = {severity = "off"}
"""


def test_findings_have_the_severity_of_their_kind_and_status_with_the_cache_and_without(
    base: Base, adr: Command, record: Write
) -> None:
    base(
        {
            "adr.toml": RULED,
            "adrs/ADR-0001-a.md": record(jira=1),
            "adrs/ADR-0002-b.md": record("ADR-0002", status="accepted", jira=1),
            "adrs/ADR-0003-c.md": record("ADR-0003", status="rejected", jira=1),
            "playbooks/PLB-0001-d.md": record("PLB-0001", jira=1),
        }
    )
    for more in (["--cache"], ["--no-cache"], ["--cache"]):
        out = adr(*more, "check", "--select", "ENV003", "--format", "concise").out
        assert [line.split(" `")[0] for line in out.splitlines() if "ENV003" in line] == [
            "adrs/ADR-0001-a.md:8:1: ENV003 info: unknown key",
            "adrs/ADR-0002-b.md:8:1: ENV003 warning: unknown key",
            "adrs/ADR-0003-c.md:8:1: ENV003 unknown key",
            "playbooks/PLB-0001-d.md:8:1: ENV003 unknown key",
        ], "named as a whole, a rule is off nowhere"
        out = adr(*more, "check", "--format", "concise").out
        assert "playbooks" not in out
        assert "adrs/ADR-0001-a.md:8:1: ENV003 info" in out


def test_a_change_of_status_or_of_settings_is_seen_by_a_run_that_remembers(
    base: Base, adr: Command, record: Write
) -> None:
    project = base({"adr.toml": RULED, "adrs/ADR-0001-a.md": record(jira=1)})
    assert "ENV003 info" in adr("--cache", "check", "--format", "concise").out
    (project.root / "adr.toml").write_text(RULED.replace('"info"', '"off"'))
    assert "ENV003" not in adr("--cache", "check", "--format", "concise").out
    (project.root / "adrs/ADR-0001-a.md").write_text(record(status="proposed", jira=1))
    assert "ENV003 unknown" in adr("--cache", "check", "--format", "concise").out


def test_a_rule_over_the_whole_graph_heeds_it_too(base: Base, adr: Command, record: Write) -> None:
    settings = '[kinds.decision.rules.REL007]\nseverity = {accepted = "off", draft = "error"}\n'
    files = {"adrs/ADR-0001-a.md": record(status="accepted"), "adrs/ADR-0002-b.md": record("ADR-0002")}
    base({"adr.toml": settings, **files})
    for cache in ("--cache", "--no-cache", "--cache"):
        lines = adr(cache, "check", "--as-of", "2026-09-01", "--format", "concise").out.splitlines()
        assert [line for line in lines if "REL007" in line] == [
            "adrs/ADR-0002-b.md:6:7: REL007 ADR-0002 has no relation 183 days after its date"
        ]


@pytest.mark.parametrize(
    "settings,message",
    [
        ('[rules.ENV007]\nseverity = "warn"', "`rules.ENV007.severity` is 'warn'; did you mean `warning`?"),
        ("[rules.ENV007]\nseverity = 3", "`rules.ENV007.severity` is 3"),
        ("[rules.ENV007.severity]\naccpted = 'info'", "no kind has the status `accpted`; did you mean `accepted`?"),
        (
            "[rules.ENV007.severity]\naccepted = 'inof'",
            "`rules.ENV007.severity.accepted` is 'inof'; did you mean `info`?",
        ),
        (
            "[kinds.decision.rules.ENV07]\nseverity = 'off'",
            "`kinds.decision.rules.ENV07`: no rule has the code `ENV07`",
        ),
        ("[kinds.decision.rules.EVN]\nseverity = 'off'", "did you mean `ENV`?"),
        ("[kinds.decision.rules.ENV007]\nserverity = 'off'", "did you mean `severity`?"),
        ("[kinds.decision.rules]\nENV007 = 'off'", "`kinds.decision.rules.ENV007` is 'off', expected object"),
        (
            "[kinds.decision.rules.ENV007.severity]\npublished = 'off'",
            "it never has the status `published`; one of: accepted",
        ),
    ],
)
def test_a_severity_that_would_be_ignored_is_refused(base: Base, settings: str, message: str) -> None:
    with pytest.raises(ProjectError) as caught:
        base({"adr.toml": settings})
    assert message in str(caught.value)
