"""The reference is what the code says today, and leaves nothing out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from adr import command, export, output
from adr.catalogue import load_kinds
from adr.rule import HEADINGS, Rule, all_rules
from adr.schemas import output_schemas

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"


def test_the_reference_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/reference.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"`make docs` brings it up to date:\n{done.stdout}{done.stderr}"


def test_an_unknown_option_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "tools/reference.py", "--chekc"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--check" in done.stderr


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_has_a_page_under_its_fixed_headings(rule: Rule) -> None:
    code = rule.code
    text = (REFERENCE / "rules" / f"{code.lower()}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {code} ")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ") and line[3:] in HEADINGS] == list(HEADINGS)
    assert f"[{code}]({code.lower()}.md)" in (REFERENCE / "rules" / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", load_kinds())
def test_every_kind_has_a_page_with_all_of_its_fields(name: str) -> None:
    text = (REFERENCE / "kinds" / f"{name}.md").read_text(encoding="utf-8")
    kind = load_kinds()[name]
    for word in (*kind.fields, *kind.statuses, *kind.relations):
        assert f"| `{word}` |" in text
    assert f"]({name}.md)" in (REFERENCE / "kinds" / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", command.names())
def test_every_command_is_described(name: str) -> None:
    assert f"\n## adr {name}\n" in (REFERENCE / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*output.names(), *export.names(), *output_schemas()])
def test_every_output_and_every_shape_is_described(name: str) -> None:
    text = "".join((REFERENCE / page).read_text(encoding="utf-8") for page in ("outputs.md", "settings.md"))
    assert f"`{name}`" in text or f"\n## {name}\n" in text or f"schema {name}`" in text
