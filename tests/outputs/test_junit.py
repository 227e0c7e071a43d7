"""JUnit XML, read back by junitparser.

There is no schema to hold it against: none is official, those of Jenkins and Maven come in no package that tests could
depend on, and neither knows the attribute `file` of a test case, by which GitLab finds the record.
"""

from __future__ import annotations

from dataclasses import replace

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from adr.output import Report
from adr.outputs.junit import render


def cases(report: Report) -> dict[str, TestCase]:
    document = JUnitXml.fromstring(render(report).encode())
    assert isinstance(document, JUnitXml)
    found: dict[str, TestCase] = {}
    failures = 0
    for suite in document:
        assert isinstance(suite, TestSuite)
        within = {str(case.name): case for case in suite if isinstance(case, TestCase)}
        failed = sum(case.is_failure for case in within.values())
        assert (suite.tests, suite.failures, suite.errors) == (len(within), failed, 0)
        failures += failed
        found |= within
    assert (document.tests, document.failures) == (len(found), failures)
    return found


def test_a_record_is_a_test_case_and_fails_by_its_errors(report: Report) -> None:
    found = cases(report)
    assert list(found) == ["adrs/ADR-0001.md", "adrs/ADR-0002.md"]
    (failure,) = found["adrs/ADR-0001.md"].result
    assert isinstance(failure, Failure)
    assert (failure.message, failure.type) == ("1 error", "ENV004")
    assert failure.text == "adrs/ADR-0001.md:12:9: ENV004 error: no `größe`\n  help: try"
    assert found["adrs/ADR-0001.md"].system_out == "adrs/ADR-0001.md:13:1: ENV007 warning: gone"
    assert found["adrs/ADR-0002.md"].is_passed
    assert found["adrs/ADR-0001.md"].classname == "decision"


def test_under_strict_a_warning_is_in_the_failure(report: Report) -> None:
    (failure,) = cases(replace(report, strict=True))["adrs/ADR-0001.md"].result
    assert (failure.message, failure.type) == ("1 error, 1 warning", "ENV004 ENV007")


def test_no_text_breaks_the_document(hostile: Report) -> None:
    found = cases(hostile)
    assert len(found) == 4
    (failure,) = list(found.values())[-1].result
    shown = hostile.findings[2].message.replace("\x1b", "\ufffd")
    assert shown in str(failure.text)


def test_without_records_there_is_an_empty_document() -> None:
    assert cases(Report([], 0, 0)) == {}


def test_a_record_of_which_something_is_waived_is_skipped_and_has_not_passed(waived: Report) -> None:
    found = cases(waived)
    assert [case.is_skipped for case in found.values()] == [True, False, True, False]
    (skipped,) = found["adrs/ADR-0001.md"].result
    until = "waived until 2026-06-01, approved by j.lind on 2026-03-02: until the move is over"
    assert skipped.message == f"ENV004 no `größe`: {until}"
    assert JUnitXml.fromstring(render(waived).encode()).skipped == 2


def test_a_record_that_fails_besides_says_what_is_waived_as_output(waived: Report) -> None:
    case = cases(replace(waived, strict=True))["adrs/ADR-0001.md"]
    assert (case.is_failure, case.is_skipped) == (True, False)
    assert str(case.system_out).startswith("waived: ENV004 no `größe`: waived until 2026-06-01")


def test_a_rule_that_could_not_compare_is_skipped(uncompared: Report) -> None:
    found = cases(uncompared)
    assert list(found) == ["ENV014", "HIS001"]
    for case in found.values():
        assert case.is_skipped
        (skipped,) = case.result
        assert isinstance(skipped, Skipped)
        assert (skipped.message, skipped.text) == ("no branch is called `x\ufffd`", "`git fetch origin x`, 100%")
    assert 'skipped="2"' in render(uncompared)
