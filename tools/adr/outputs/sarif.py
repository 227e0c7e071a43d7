"""SARIF 2.1.0, for GitHub code scanning, Azure DevOps and editors: findings, rules and their documentation."""

from __future__ import annotations

import json
import os
import re
from typing import Any
from urllib.parse import quote

from adr import __version__
from adr.finding import Finding, Location, Replacement, Severity, printable
from adr.output import Report, fingerprinted
from adr.report import waiver_text
from adr.rule import Rule, all_rules
from adr.waiver import Waiver

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_ROOT = "%SRCROOT%"
_LINK = re.compile(r"\[(?=[^\]]*\]\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def render(report: Report) -> str:
    """Return one log with one run; columns count characters, paths are from the repository's root."""
    waived = {each.finding: each.waiver for each in report.waived}
    findings = sorted([*report.findings, *waived])
    found = {finding.code for finding in findings}
    ran = {rule.code for rule in report.rules}
    rules = [rule for rule in all_rules() if rule.code in ran | found]
    places = {rule.code: place for place, rule in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "adr",
                "semanticVersion": __version__,
                "rules": [_rule(rule, report.rule_pages) for rule in rules],
            }
        },
        "automationDetails": {"id": f"adr-check/{_uri(report.prefix)}"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "results": [
            _result(report.prefix, finding, fingerprint, places)
            | _suppressed(report, waived.get(finding))
            | _fixes(report, finding)
            for finding, fingerprint in fingerprinted(findings)
        ],
    }
    if report.not_checked:
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(report)}]
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _notifications(report: Report) -> list[dict[str, Any]]:
    """Return what could not be compared, as the log of the run has it: one for each rule that did not run."""
    return [
        {
            "descriptor": {"id": "not-checked"},
            "level": "warning",
            "message": {
                "text": _message(f"{code} was not checked: {printable(skipped.reason)}\n{skipped.help}".rstrip())
            },
            "associatedRule": {"id": code},
        }
        for skipped in report.not_checked
        for code in skipped.rules
    ]


def _rule(rule: Rule, pages: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.code,
        "name": "".join(part.title() for part in rule.name.split("-")),
        "shortDescription": {"text": _message(rule.summary)},
        "fullDescription": {"text": _message(rule.summary)},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["documentation", *rule.kinds],
            "precision": "very-high",
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }
    return described | ({"helpUri": f"{pages}{rule.code.lower()}/"} if pages else {})


def _result(prefix: str, found: Finding, fingerprint: str, places: dict[str, int]) -> dict[str, Any]:
    text = f"{found.message}\n{found.help}" if found.help else found.message
    result: dict[str, Any] = {
        "ruleId": found.code,
        "level": _LEVELS[found.severity],
        "message": {"text": _message(text)},
        "locations": [_location(prefix, found.location, found.excerpt)],
        "partialFingerprints": {"adrFinding/v1": fingerprint},
    }
    if found.code in places:
        result["ruleIndex"] = places[found.code]
    if found.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(prefix, place),
                "message": {"text": _message(f"{place.path}, line {place.line}")},
            }
            for number, place in enumerate(found.related, 1)
        ]
    return result


def _suppressed(report: Report, waiver: Waiver | None) -> dict[str, Any]:
    """Return what says that a result is waived; where any is, it is said of the others that they are not."""
    if waiver is None:
        return {"suppressions": []} if report.waived else {}
    suppression = {
        "kind": "inSource",
        "status": "accepted",
        "justification": waiver_text(waiver),
        "location": _location(report.prefix, waiver.place),
    }
    return {"suppressions": [suppression]}


def _fixes(report: Report, found: Finding) -> dict[str, Any]:
    """Return the fix of a finding, if it can be made; `properties` say whether it is safe."""
    edits = report.edits(found)
    if found.fix is None or not edits:
        return {}
    by_path: dict[str, list[Replacement]] = {}
    for edit in edits:
        by_path.setdefault(edit.start.path, []).append(edit)
    changes = [
        {
            "artifactLocation": {"uri": _uri(report.prefix + path), "uriBaseId": _ROOT},
            "replacements": [_replacement(edit) for edit in own],
        }
        for path, own in by_path.items()
    ]
    properties = {"applicability": found.fix.applicability}
    description = {"text": _message(found.fix.title)}
    return {"fixes": [{"description": description, "artifactChanges": changes, "properties": properties}]}


def _replacement(edit: Replacement) -> dict[str, Any]:
    start, end = edit.start, edit.end
    region = {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _location(prefix: str, place: Location, excerpt: str = "") -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": place.line, "startColumn": place.column}
    if excerpt:
        region["snippet"] = {"text": excerpt}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(prefix + place.path), "uriBaseId": _ROOT},
            "region": region,
        }
    }


def _uri(path: str) -> str:
    """Return a path as a relative URI reference."""
    return quote(os.fsencode(path), safe="/")


def _message(text: str) -> str:
    """Return text that means itself: SARIF reads ``{0}`` as a placeholder, and ``[text](place)`` as a link."""
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\[", text))
