"""JUnit XML, as Jenkins, GitLab and others show it: a test suite per kind, a test case per record."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from adr.finding import Finding, printable
from adr.output import Report, summary, tally
from adr.report import waiver_text
from adr.rule import Unchecked
from adr.waiver import Waived

_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, besides the control characters that `printable` replaces."""


def render(report: Report) -> str:
    """Return one document; a record fails by findings that fail the check, and a rule that could not run is skipped."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for found in report.findings:
        by_path[found.location.path].append(found)
    waived: dict[str, list[Waived]] = defaultdict(list)
    for each in report.waived:
        waived[each.finding.location.path].append(each)
    suites: dict[str, list[str]] = defaultdict(list)
    for entry in report.entries:
        suites[entry.kind.name].append(entry.path)
    known = {entry.path for entry in report.entries}
    if others := [path for path in {**by_path, **waived} if path not in known]:
        suites["other"] = others
    cases = {
        name: [_case(report, name, path, by_path.get(path, []), waived.get(path, [])) for path in paths]
        for name, paths in suites.items()
    }
    if skipped := [_skipped(code, one) for one in report.not_checked for code in one.rules]:
        cases["not checked"] = skipped
    root = ET.Element(
        "testsuites", _totals([case for listed in cases.values() for case in listed]) | {"name": "adr check"}
    )
    for name, listed in cases.items():
        suite = ET.SubElement(root, "testsuite", {"name": _text(name), **_totals(listed)})
        suite.extend(listed)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {summary(report)} -->\n' + ET.tostring(
        root, encoding="unicode"
    )


def _totals(cases: Sequence[ET.Element]) -> dict[str, str]:
    failures = sum(case.find("failure") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    return {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": str(skipped)}


def _skipped(code: str, about: Unchecked) -> ET.Element:
    """Return the test case of a rule that could not run."""
    case = ET.Element("testcase", {"classname": "not checked", "name": code})
    ET.SubElement(case, "skipped", {"message": _text(about.reason)}).text = _text(about.help)
    return case


def _case(report: Report, kind: str, path: str, findings: Sequence[Finding], waived: Sequence[Waived]) -> ET.Element:
    """Return a record's test case: what fails it as one failure, since readers show only one, the rest as output.

    One that nothing fails and of which something is waived is skipped: it has not passed.
    """
    case = ET.Element("testcase", {"classname": _text(kind), "name": _text(path), "file": _text(report.prefix + path)})
    fails = [found for found in findings if report.fails(found)]
    if fails:
        about = {"message": _text(tally(fails)), "type": _text(" ".join(dict.fromkeys(found.code for found in fails)))}
        ET.SubElement(case, "failure", about).text = _listed(fails)
    elif waived:
        ET.SubElement(case, "skipped", {"message": _text("; ".join(map(_waived, waived)))})
    further = _listed(found for found in findings if not report.fails(found))
    if fails and waived:
        further = "\n".join([further, *(_text(f"waived: {_waived(each)}") for each in waived)]).strip()
    if further:
        ET.SubElement(case, "system-out").text = further
    return case


def _waived(each: Waived) -> str:
    return f"{each.finding.code} {each.finding.message}: waived {waiver_text(each.waiver)}"


def _listed(findings: Iterable[Finding]) -> str:
    lines = []
    for found in findings:
        place = found.location
        lines.append(f"{place.path}:{place.line}:{place.column}: {found.code} {found.severity}: {found.message}")
        lines += [f"  help: {found.help}"] if found.help else []
    return _text("\n".join(lines))


def _text(text: str) -> str:
    """Return text without the characters that XML 1.0 has no way to write."""
    return _NO_XML.sub("\ufffd", printable(text))
