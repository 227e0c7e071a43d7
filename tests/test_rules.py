"""Every rule against its literate cases in ``rules/`` and against the examples in its own documentation."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.catalogue import load_kinds
from adr.check import check
from adr.finding import Finding, Severity
from adr.fixing.rounds import Mended, fix, looking
from adr.people import read_register
from adr.project import Project
from adr.record import read
from adr.rule import HEADINGS, Base, Rule, all_rules
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base as Make

KINDS = load_kinds()
CASES = Path(__file__).parent / "rules"
PART = re.compile(r"^## (?P<title>.+)$|^(?P<ticks>`{3,})(?P<info>.*)\n(?P<text>(?:.*\n)*?)(?P=ticks)$", re.MULTILINE)
ADDED = re.compile(r'title="added on (\S+) since"')
AFTER = re.compile(r'title="(\S+) after the (unsafe )?fix"')
FORK = re.compile(r'title="(\S+) at the fork"')
AS_OF = re.compile(r'title="as of (\S+)"')
NAME = re.compile(r'title="([^"]+)"')


@dataclass
class Case:
    """A section of a literate file: its fences with a title are files, the one called `findings` is expected.

    A fence titled `added on REF since` lists what the branch to merge into has got, one titled `PATH at the fork` is
    what a file held there, and one titled `as of DATE` says from which day to count. One titled `PATH after the fix` is
    what `--fix` makes of a file, and `PATH after the unsafe fix` what `--unsafe-fixes` does besides.
    """

    title: str
    files: dict[str, str] = field(default_factory=dict)
    expected: list[str] | None = None
    base: Base | None = None
    as_of: str = ""
    fixed: dict[str, dict[str, str]] = field(default_factory=dict)

    def forked(self, path: str, text: str) -> None:
        """Add what a file held at the fork."""
        kind = next(kind for kind in KINDS.values() if path.startswith(f"{kind.folder}/"))
        base = self.base or Base("main", ())
        before = {**base.before, path: read(path, text, kind, "native")}
        self.base = Base(base.ref, base.added, before, frozenset({path, *self.files, *base.touched}))


def cases(text: str) -> Iterator[Case]:
    """Yield a case per heading of level 2 that is not inside a fence."""
    case = Case("")
    for part in PART.finditer(text):
        if part["title"]:
            if case.title:
                yield case
            case = Case(part["title"])
        elif part["info"] == "findings":
            case.expected = part["text"].splitlines()
        elif after := AFTER.search(part["info"]):
            case.fixed.setdefault("unsafe" if after[2] else "safe", {})[after[1]] = part["text"]
        elif added := ADDED.search(part["info"]):
            case.base = Base(added[1], tuple(part["text"].split()))
        elif forked := FORK.search(part["info"]):
            case.forked(forked[1], part["text"])
        elif day := AS_OF.search(part["info"]):
            case.as_of = day[1]
        elif named := NAME.search(part["info"]):
            case.files[named[1]] = part["text"]
    yield case


def literate(path: Path) -> list[Case]:
    return list(cases(path.read_text(encoding="utf-8")))


def findings(project: Project, code: str, case: Case) -> list[Finding]:
    found = check(project, read_graph(project), read_register(project), case.base, case.as_of)
    return [f for f in found if f.code == code]


def lines(found: list[Finding], expected: list[str]) -> list[str]:
    """Return findings as a `findings` fence has them; the help only of those whose help is expected."""
    with_help = {line for line, after in pairwise(expected) if after.startswith("  help: ")}
    result = []
    for f in found:
        mark = "" if f.severity is Severity.ERROR else f"{f.severity}: "
        line = f"{f.location.path}:{f.location.line}:{f.location.column} {f.code} {mark}{f.message}"
        result += [line, f"  help: {f.help}"] if line in with_help else [line]
    return result


ALL = [(path.stem.upper(), case) for path in sorted(CASES.glob("*.md")) for case in literate(path)]
RULES = {rule.code: rule for rule in all_rules()}


@pytest.mark.parametrize(
    "code,case", [pytest.param(code, case, id=f"{code}: {case.title}".replace("/", "|")) for code, case in ALL]
)
def test_a_rule_finds_what_its_case_says_and_nothing_else(base: Make, code: str, case: Case) -> None:
    assert case.files
    assert case.expected is not None
    assert lines(findings(base(case.files), code, case), case.expected) == case.expected


def mended(project: Project, code: str, case: Case, *, unsafe: bool) -> Mended:
    """Make the fixes of one rule."""
    chosen = project.ruleset.narrowed((code,), (), ())
    look = looking(project, read_register(project), case.base, chosen, case.as_of, lambda found: found)
    return fix(project, read_graph(project), look, unsafe=unsafe)


FIXED = [(code, case, level) for code, case in ALL for level in case.fixed]


@pytest.mark.parametrize(
    "code,case,level",
    [pytest.param(*each, id=f"{each[0]} {each[2]}: {each[1].title}".replace("/", "|")) for each in FIXED],
)
def test_a_fix_makes_what_its_case_says_and_nothing_else(base: Make, code: str, case: Case, level: str) -> None:
    done = mended(base(case.files), code, case, unsafe=level == "unsafe")
    wanted = {path: text for path, text in case.fixed[level].items() if text != case.files[path]}
    assert {path: done.looked.graph.by_path[path].text for path in done.before} == wanted
    assert bool(done.fixed) == bool(wanted)


@pytest.mark.parametrize("code", RULES)
def test_a_rule_says_which_fixes_its_findings_carry(base: Make, tmp_path: Path, code: str) -> None:
    carried: set[str] = set()
    for case in (case for owner, case in ALL if owner == code):
        carried |= {f.fix.applicability for f in findings(base(case.files), code, case) if f.fix is not None}
        for path in tmp_path.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert carried == set(RULES[code].fix)
    assert {level for owner, _, level in FIXED if owner == code} == carried, "each is shown by a case"


@pytest.mark.parametrize("code,case", [pytest.param(*each[:2], id=f"{each[0]}: {each[1].title}") for each in FIXED])
def test_what_is_unsafe_is_not_made_unasked(base: Make, code: str, case: Case) -> None:
    if "safe" not in case.fixed:
        assert not mended(base(case.files), code, case, unsafe=False).before


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case_that_fires_and_one_that_is_silent(code: str) -> None:
    own = [case for owner, case in ALL if owner == code]
    assert any(case.expected for case in own)
    assert any(case.expected == [] for case in own)
    assert len({case.title for case in own}) == len(own)


def test_every_literate_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.iterdir()} == {code.lower() for code in RULES}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_documented_under_the_fixed_headings(rule: Rule) -> None:
    assert tuple(case.title for case in cases(rule.documentation)) == HEADINGS
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 120


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_has_a_well_formed_code_and_a_name_that_reads_after_allow(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.name)
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)
    assert rule.function.__module__ == f"adr.rules.{rule.code.lower()}"


def test_codes_and_names_are_used_once() -> None:
    files = Path(__file__).parents[1] / "tools/adr/rules"
    assert sorted(RULES) == sorted(p.stem.upper() for p in files.glob("*.py") if p.stem != "__init__")
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_bad_example_of_a_rule_breaks_it_and_the_good_one_does_not(base: Make, tmp_path: Path, rule: Rule) -> None:
    examples = {case.title: case for case in cases(rule.documentation)}
    assert findings(base(examples["Good"].files), rule.code, examples["Good"]) == []
    for path in examples["Good"].files:
        (tmp_path / path).unlink()
    found = findings(base(examples["Bad"].files), rule.code, examples["Bad"])
    assert found
    assert all(f.location.path in examples["Bad"].files for f in found)
    assert all(f.excerpt and f.help for f in found), "an example shows where it is and what to do"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_switching_a_rule_off_silences_it(base: Make, rule: Rule) -> None:
    example = next(case for case in cases(rule.documentation) if case.title == "Bad")
    project = base({**example.files, "adr.toml": f'[rules.{rule.code}]\nseverity = "off"\n'})
    assert findings(project, rule.code, example) == []
