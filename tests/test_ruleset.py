"""Which rules run, and where their findings are hidden."""

from __future__ import annotations

import pytest

from adr.ruleset import Ruleset, codes, from_settings, known, unknown


@pytest.mark.parametrize(
    "settings,arguments,on,off",
    [
        ({}, ([], [], []), "ENV001 REL001", ""),
        ({"select": ["ENV"]}, ([], [], []), "ENV001", "REL001"),
        ({"select": ["ENV"], "extend-select": ["REL001"]}, ([], [], []), "ENV001 REL001", "REL002"),
        ({"ignore": ["ENV"]}, ([], [], []), "REL001", "ENV001"),
        ({"select": ["ENV"], "ignore": ["ENV001"]}, ([], [], []), "ENV002", "ENV001"),
        ({"select": ["ENV001"], "ignore": ["ENV"]}, ([], [], []), "ENV001", "ENV002"),
        ({"select": ["ENV"], "ignore": ["ENV"]}, ([], [], []), "", "ENV001"),
        ({"ignore": ["ENV"]}, (["ENV"], [], []), "ENV001", "REL001"),
        ({"ignore": ["ENV001"]}, ([], ["ENV"], []), "ENV001 REL001", ""),
        ({"select": ["ENV001"]}, ([], [], ["ENV"]), "", "ENV001 REL001"),
        ({}, (["ALL"], [], ["REL"]), "ENV001", "REL001"),
        ({}, (["env,rel001"], [], []), "ENV001 REL001", "REL002"),
    ],
)
def test_the_longest_code_decides_and_the_command_line_overrides_settings(
    settings: dict[str, object], arguments: tuple[list[str], list[str], list[str]], on: str, off: str
) -> None:
    chosen = from_settings(settings).narrowed(*arguments)
    assert [code for code in on.split() if not chosen.runs(code)] == []
    assert [code for code in off.split() if chosen.runs(code)] == []


def test_only_a_whole_code_on_the_command_line_names_a_rule() -> None:
    assert Ruleset().narrowed(["ENV001", "REL"], [], []).named == {"ENV001"}
    assert from_settings({"select": ["ENV001"]}).named == frozenset()


@pytest.mark.parametrize(
    "pattern,path,hidden",
    [
        ("adrs/old", "adrs/old/deep/ADR-0001.md", True),
        ("adrs/old/", "adrs/old/ADR-0001.md", True),
        ("adrs/old", "adrs/older/ADR-0001.md", False),
        ("adrs/*-draft.md", "adrs/2026/ADR-0001-draft.md", True),
        ("adrs/ADR-0001.md", "adrs/ADR-0001.md", True),
        ("*.md", "learnings/LRN-0001.md", True),
        ("old", "adrs/old/ADR-0001.md", False),
    ],
)
def test_a_pattern_is_a_folder_or_a_glob(pattern: str, path: str, hidden: bool) -> None:  # noqa: FBT001 - a column
    chosen = from_settings({"per-path-ignores": {pattern: ["ENV"]}})
    assert chosen.hides(path, "ENV003") is hidden
    assert not chosen.hides(path, "REL001")


def test_unknown_codes_are_named_with_the_nearest_right_thing() -> None:
    assert list(unknown(["ENV", "ENV0", "ALL", *known()])) == []
    assert "did you mean `ENV0" in next(unknown(["ENV0O3"]))
    assert "did you mean `REL`?" in next(unknown(["RLE"]))
    assert codes(["env, rel001", ""]) == ("ENV", "REL001")
