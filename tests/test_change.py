"""New records and new knowledge bases as text; nothing is written."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import ryaml
import yaml
from hypothesis import given
from hypothesis import strategies as st

from adr.change import _at_most, fill, new_record, next_id, starter
from adr.finding import CannotRunError
from adr.naming import file_slug
from adr.source import read_graph

if TYPE_CHECKING:
    from tests.conftest import Base, Write

DAY = date(2026, 3, 2)


@given(one=st.text("ab c", min_size=1, max_size=12), other=st.text("ab c", max_size=12))
def test_titles_that_are_passed_over_are_not_alike(one: str, other: str) -> None:
    assert SequenceMatcher(None, one, other).ratio() <= _at_most(one, other)


@given(title=st.text(max_size=200))
def test_a_slug_is_safe_in_any_file_system(title: str) -> None:
    slug = file_slug(title)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 60


@pytest.mark.parametrize(
    "title,slug",
    [
        ("Use PostgreSQL 16", "use-postgresql-16"),
        ("Größe über alles: Straße", "groe-uber-alles-strae"),
        ("Don't trust the vendor\u2019s feed", "dont-trust-the-vendors-feed"),
        (
            "Keep decisions learnings and playbooks next to the code and the data",
            "keep-decisions-learnings-and-playbooks-next-to-the-code",
        ),
        ("../../etc/passwd", "etc-passwd"),
        ("日本語", ""),
        ("a" * 100, "a" * 60),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_a_slug_is_words_joined_by_hyphens_cut_at_a_word(title: str, slug: str) -> None:
    assert file_slug(title) == slug


def test_a_template_keeps_variables_that_nobody_knows() -> None:
    assert fill("{{ a }} {{ b }} {{a}} { a }", {"a": "{{ b }}"}) == "{{ b }} {{ b }} {{a}} { a }"


def test_a_new_record_has_the_next_id_the_first_status_and_the_title_in_its_name(base: Base, record: Write) -> None:
    project = base({"adrs/ADR-0007-x.md": record("ADR-0007")})
    path, text = new_record(project, read_graph(project), project.kind("decision"), "Use: it", "m.okafor", DAY)
    assert path == "adrs/ADR-0008-use-it.md"
    head = ryaml.loads(text.split("---")[1])
    assert head == {
        "id": "ADR-0008",
        "kind": "decision",
        "title": "Use: it",
        "status": "draft",
        "date": "2026-03-02",
        "owner": "m.okafor",
    }
    assert "# Use: it" in text
    assert "{{" not in text


def test_a_title_of_no_latin_letters_leaves_the_id_as_the_name(base: Base) -> None:
    project = base({})
    path, text = new_record(project, read_graph(project), project.kind("learning"), "日本語の学び", "x", DAY)
    assert path == "learnings/LRN-0001.md"
    assert "title: 日本語の学び" in text


@pytest.mark.parametrize("title", ["", "    ", "abc", "a" * 101])
def test_a_title_that_no_record_may_have_is_refused(base: Base, title: str) -> None:
    project = base({})
    with pytest.raises(CannotRunError, match="a title has 5 to 100"):
        new_record(project, read_graph(project), project.kind("decision"), title, "x", DAY)


def test_line_breaks_in_a_title_become_spaces(base: Base) -> None:
    project = base({})
    _, text = new_record(project, read_graph(project), project.kind("decision"), " Use\n---\n it\t", "x", DAY)
    assert ryaml.loads(text.split("\n---\n")[0].removeprefix("---\n"))["title"] == "Use --- it"


def test_the_next_id_is_above_unreadable_files_and_gaps(base: Base, record: Write) -> None:
    project = base(
        {
            "adrs/ADR-0003-x.md": "broken\n",
            "adrs/ADR-0001-x.md": record(),
            "adrs/other.md": record("ADR-0005"),
            "learnings/LRN-0009-x.md": record("LRN-0009"),
            "adrs/ADR-123456-x.md": "broken\n",
        }
    )
    assert next_id(read_graph(project), project.kind("decision")) == "ADR-0006"
    assert next_id(read_graph(project), project.kind("playbook")) == "PLB-0001"


def test_the_last_number_is_the_last(base: Base, record: Write) -> None:
    project = base({"adrs/ADR-9999-x.md": record("ADR-9999")})
    with pytest.raises(CannotRunError, match="ADR are used up"):
        next_id(read_graph(project), project.kind("decision"))


def test_a_starter_fills_in_its_variables_and_leaves_out_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("mine\n")
    files = starter(tmp_path, 'The "Lighthouse" \\ handbook: a', "no", DAY)
    assert "mkdocs.yml" not in files
    assert tomllib.loads(files["adr.toml"])["name"] == 'The "Lighthouse" \\ handbook: a'
    assert not [path for path, text in files.items() if "{{ " in text]
    assert ryaml.loads(files["governance/people.yml"])[0]["handle"] == "no"
    (decision,) = (text for path, text in files.items() if path.startswith("adrs/"))
    head = yaml.safe_load(decision.split("---")[1])
    assert (head["owner"], head["decision-makers"]) == ("no", ["no"])
    assert str(head["date"]) == "2026-03-02"


@pytest.mark.parametrize("name", ["Tab\there", "Line\nbreak", "a: b", "Ünï", "\x07"])
def test_any_name_makes_settings_that_can_be_read(tmp_path: Path, name: str) -> None:
    files = starter(tmp_path, name, "x", DAY)
    assert tomllib.loads(files["adr.toml"])["name"] == name
    assert yaml.safe_load(files["mkdocs.yml"])["site_name"] == name
