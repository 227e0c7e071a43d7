"""Small changes of front matter: the value says what was asked for, and everything around it stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adr import frontmatter
from adr.finding import CannotRunError
from adr.retouch import quote, rename_key, set_scalar, set_written, to_list, without_repeats

HEAD = (
    "\ufeff---\r\n# first\r\nid: 'a'  # ours\r\n\"b\": [x, {c: 1, d: [no, y]}]  # flow\r\n"
    "e:\r\n  - f: 1.10 # deep\r\n    g:   two words\r\n  # between\r\n  - f: x\r\nh: [p, q, p,  q]\r\n"
    "i:\r\n- p\r\n- p # again\r\n- q\r\n"
    "---\r\nid: body"
)
Change = Callable[[str], str]


@pytest.mark.parametrize(
    "change,old,new",
    [
        (lambda text: rename_key(text, ["id"], "name"), "id: 'a'", "name: 'a'"),
        (lambda text: rename_key(text, ["b"], "z"), '"b": [x', '"z": [x'),
        (lambda text: rename_key(text, ["b", 1, "c"], "k"), "{c: 1", "{k: 1"),
        (lambda text: rename_key(text, ["e", 0, "g"], "k"), "g:   two", "k:   two"),
        (lambda text: set_scalar(text, ["id"], "it's"), "id: 'a'", "id: 'it''s'"),
        (lambda text: set_scalar(text, ["b", 1, "d", 1], "x, y"), "no, y]", 'no, "x, y"]'),
        (lambda text: set_written(text, ["e", 0, "f"], "3", 3), "f: 1.10 #", "f: 3 #"),
        (lambda text: quote(text, ["e", 0, "f"]), "f: 1.10 #", 'f: "1.10" #'),
        (lambda text: quote(text, ["b", 1, "d", 0]), "[no,", '["no",'),
        (lambda text: to_list(text, ["e", 0, "g"], ["two words"]), "two words", "[two words]"),
        (lambda text: without_repeats(text, ["h"]), "[p, q, p,  q]", "[p, q]"),
        (lambda text: without_repeats(text, ["i"]), "- p\r\n- p # again\r\n", "- p\r\n"),
    ],
)
def test_one_place_changes_and_every_other_byte_stays(change: Change, old: str, new: str) -> None:
    assert HEAD.count(old) == 1
    assert change(HEAD) == HEAD.replace(old, new)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: rename_key(text, ["id"], "h"),
        lambda text: rename_key(text, ["nothing"], "z"),
        lambda text: set_scalar(text, ["h"], "z"),
        lambda text: quote(text, ["id"]),
        lambda text: set_written(text, ["e", 0, "f"], "3", "3"),
        lambda text: set_scalar(text.replace("id: 'a'", "id: |\r\n  a"), ["id"], "z"),
        lambda text: set_scalar(text.removeprefix("\ufeff---"), ["id"], "z"),
        lambda text: set_scalar(text.replace("id: 'a'", "id: a\r\n  b"), ["id"], "z"),
    ],
)
def test_what_is_not_safe_is_refused(change: Change) -> None:
    with pytest.raises(CannotRunError):
        change(HEAD)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=12), st.sampled_from([["id"], ["b", 0], ["b", 1, "d", 1], ["e", 0, "g"], ["i", 2]]))
def test_any_text_is_written_such_that_it_is_read_again(value: str, keys: list[str | int]) -> None:
    try:
        text = set_scalar(HEAD, keys, value)
    except CannotRunError:
        return  # what YAML has no form for
    before, after = (frontmatter.split(t.removeprefix("\ufeff")) for t in (HEAD, text))
    assert before is not None
    assert after is not None
    wanted = frontmatter.load(before.head)
    held: Any = wanted
    for key in keys[:-1]:
        held = held[key]
    held[keys[-1]] = value
    assert json.dumps(frontmatter.load(after.head)) == json.dumps(wanted)
    assert after.body == before.body
