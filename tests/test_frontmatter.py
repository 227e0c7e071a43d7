"""Front matter: cut off to the byte, read as YAML 1.2, and located only when asked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adr.frontmatter import FENCE, MalformedError, Parts, load, locate, nodes, raw, split

HEAD = """\
id: ADR-0001
tags: [a, "b c"]
relations:
  supersedes:
    - ADR-0002
    - 'ADR-0003'
lock-in: {vendor: X, exit-cost: {amount: 1.10}}
"""


@given(text=st.lists(st.sampled_from(["---", "\n", "\r\n", " ", "a: b", "---x", "é", "\u2028", "\r"])).map("".join))
@example(text="---\n---")
@example(text="---\n---\n")
@example(text="--- \r\na: b\r\n---\t\r\nbody\r\n")
def test_splitting_keeps_every_byte(text: str) -> None:
    try:
        parts: Parts | MalformedError | None = split(text)
    except MalformedError as error:
        parts = error
    if isinstance(parts, MalformedError):
        assert 1 <= parts.line <= text.count("\n") + 1
        return
    if parts is None:
        assert not FENCE.match(text)
        return
    opening, rest = text.split("\n", 1)
    closing = rest.removeprefix(parts.head).removesuffix(parts.body)
    assert f"{opening}\n{parts.head}{closing}{parts.body}" == text
    assert opening.rstrip() == closing.rstrip() == "---"
    assert text.split("\n")[parts.head_line - 1 :][: parts.head.count("\n")] == parts.head.split("\n")[:-1]
    if closing.endswith("\n"):
        assert text.split("\n")[parts.body_line - 1 :] == parts.body.split("\n")


def test_a_line_of_hyphens_inside_the_body_ends_nothing() -> None:
    parts = split("---\na: b\n---\ntext\n---\nmore\n")
    assert parts is not None
    assert (parts.head, parts.body, parts.body_line) == ("a: b\n", "text\n---\nmore\n", 4)


def test_hyphens_that_do_not_stand_alone_do_not_end_front_matter() -> None:
    parts = split("---\na: ---\n----\n--- x\n---\n")
    assert parts is not None
    assert parts.head == "a: ---\n----\n--- x\n"


def test_a_thematic_break_further_down_is_no_front_matter() -> None:
    assert split("# Title\n\n---\n\ntext\n") is None


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "yes",
        "on",
        "off",
        "Y",
        "1:30",
        "2026-03-02",
        "2026-03-02T06:00:00Z",
        "1_000",
        "12e",
        "~x",
        "=",
        "<<",
    ],
)
def test_what_yaml_1_1_would_turn_into_something_else_stays_text(written: str) -> None:
    assert load(f"k: {written}\n") == {"k": written}


def test_an_integer_with_a_leading_zero_stays_as_written() -> None:
    assert load("k: 010\n") == {"k": "010"}
    assert raw("k: 010\n", ["k"]) == "010"


@pytest.mark.parametrize("head", ["", "\n", "# only a comment\n", "~\n", "{}\n"])
def test_front_matter_without_fields_has_no_fields(head: str) -> None:
    assert load(head) == {}


@pytest.mark.parametrize(
    "value", ["R&D", "a *b* c", "a !b", '"&a"', "'*a'", "|\n  &a *a !a", "[a&b, c*d]", "# &a", "a # *b"]
)
def test_marks_that_are_no_anchors_aliases_or_tags_are_text(value: str) -> None:
    assert "k" in load(f"k: {value}\n")


@pytest.mark.parametrize(
    "head,line,column",
    [
        ("a: &x 1\n", 1, 4),
        ("a: 1\nb: [&x 1]\n", 2, 5),
        ("a: !!str 1\n", 1, 4),
        ("- a\n", 1, 1),
        ("a: 1\na: 2\n", 2, 1),
        ("a: {b: 1, c: [{d: 1, d: 2}]}\n", 1, 22),
        ("a: [1\n", 2, 1),
        ("a: 'x\nb: 1\n", 3, 1),
    ],
)
def test_what_a_reader_would_misread_is_refused_at_its_place(head: str, line: int, column: int) -> None:
    with pytest.raises(MalformedError) as caught:
        load(head)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_an_alias_bomb_is_refused_before_it_goes_off() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    with pytest.raises(MalformedError):
        load(bomb)


@pytest.mark.parametrize(
    "keys,place",
    [
        (["id"], (1, 5)),
        (["tags", 1], (2, 11)),
        (["relations", "supersedes", 1], (6, 7)),
        (["lock-in", "exit-cost", "amount"], (7, 42)),
        (["relations", "amends"], (4, 3)),
        (["nothing"], None),
        (["id", "deeper"], (1, 5)),
        ([], None),
    ],
)
def test_a_value_is_located_as_far_as_it_exists(keys: list[str | int], place: tuple[int, int] | None) -> None:
    assert locate(HEAD, keys) == place


def test_a_key_is_located_too() -> None:
    assert locate(HEAD, ["relations", "supersedes"], key=True) == (4, 3)
    assert locate(HEAD, ["lock-in", "exit-cost"], key=True) == (7, 22)


@pytest.mark.parametrize(
    "keys,written",
    [(["lock-in", "exit-cost", "amount"], "1.10"), (["tags", 1], "b c"), (["tags"], None), (["x"], None), ([], None)],
)
def test_a_scalar_is_shown_as_its_author_wrote_it(keys: list[str | int], written: str | None) -> None:
    assert raw(HEAD, keys) == written


@given(text=st.text(max_size=60))
def test_loading_any_text_gives_a_mapping_or_says_where_it_fails(text: str) -> None:
    try:
        found: dict[str, Any] | MalformedError = load(text)
    except MalformedError as error:
        found = error
    if isinstance(found, MalformedError):
        assert found.message
        assert 1 <= found.line <= text.count("\n") + 2
        assert found.column >= 1
        return
    for key in found:
        assert isinstance(key, str)
        place = locate(text, [key])
        assert place is None or place[0] <= text.count("\n") + 1


def test_nodes_that_aliases_lead_back_to_are_walked_once() -> None:
    assert len(list(nodes("&a [*a, *a]: &b {c: *b}\n"))) == 4
