"""Edits of front matter: what a change does not own keeps every byte, and what it does own says what was asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from adr import frontmatter
from adr.edit import Edit, add_item, apply, remove_item, set_value
from adr.finding import CannotRunError
from adr.scalar import scalar

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ADR_SHARED", ROOT.parent / "shared"))
CORPUS = [
    path
    for path in sorted((SHARED / "corpora").rglob("*"))
    if path.is_file() and re.match(rb"(\xef\xbb\xbf)?---[ \t]*\r?\n", path.read_bytes()[:64])
]
ASKED = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def fields(text: str) -> dict[str, Any]:
    parts = frontmatter.split(text.removeprefix("\ufeff"))
    assert parts is not None
    return frontmatter.load(parts.head)


@dataclass(frozen=True)
class Matter:
    """Front matter with a body, made of pieces, so that it is known which key owns which of them."""

    pieces: tuple[tuple[str, str], ...]
    """Each is the key that owns it, or nothing, and whole lines of text."""

    @property
    def text(self) -> str:
        return "".join(piece for _, piece in self.pieces)

    def around(self, key: str) -> tuple[str, str]:
        """Return what stands before and after the lines of a key, to the byte."""
        keys = [owner for owner, _ in self.pieces]
        at = keys.index(key)
        return "".join(p for _, p in self.pieces[:at]), "".join(p for _, p in self.pieces[at + 1 :])


WORDS = ["accepted", "Use it", "2026-03-02", "no", "010", "1:30", "12", "true", "a#b", "x y", "naïve", "🦊 fox", "R&D"]
ODD = ["", " ", "~", "- x", "a: b", "c # d", "[x", "{y}", "it's", 'say "hi"', "*z", "&q", "@h", "%p", "\\", "---", "k:"]
TEXT = st.sampled_from(WORDS + ODD) | st.text(max_size=12) | st.text("aé🦊'\"\\:#,[]{}&*-\n\t\x85\u2028 ", max_size=9)
SHOWN = st.sampled_from(WORDS + ODD) | st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8)
KEYS = ["status", "date", "title", "tags", "decision-makers", "relations", "x-note", "größe", "owner"]
RELATIONS = ["supersedes", "amends", "relates-to"]


@st.composite
def scalars(draw: Callable[..., Any], *, flow: bool = False) -> str:
    """Return a scalar on one line, in some quotes."""
    text: str
    style = draw(st.sampled_from(["plain", "plain", "single", "double", "escaped"]))
    text = draw(SHOWN)
    if style == "single":
        return "'" + text.replace("'", "''") + "'"
    if style == "double":
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if style == "escaped":
        return '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'
    return str(draw(st.sampled_from([word for word in WORDS if not (flow and "," in word)])))


@st.composite
def lists(draw: Callable[..., Any], *, indent: int) -> tuple[str, list[str]]:
    """Return what follows ``key:`` on its line, and the lines below it. A newline in a flow list is its own."""
    values = draw(st.lists(scalars(flow=True), max_size=3))
    if not values or draw(st.booleans()):
        comma, inner = draw(st.sampled_from([", ", ",", " , "])), draw(st.sampled_from(["", " "]))
        end = draw(st.sampled_from(["", "", ","])) if values else ""
        if values and draw(st.integers(0, 4)) == 0:
            lines = [" " * (indent + 2) + value + "," for value in values]
            return " [", [*lines[:-1], lines[-1].removesuffix(",") + end, " " * (indent + 1) + "]"]
        return f" [{inner}{comma.join(values)}{end}{inner}]", []
    step, gap = indent + draw(st.sampled_from([0, 2, 4] if indent == 0 else [2, 4])), draw(st.sampled_from([" ", "  "]))
    return "", [" " * step + "-" + gap + value for value in values]


@st.composite
def entries(draw: Callable[..., Any], key: str, comment: Callable[[], str]) -> list[str]:
    """Return the lines of one key."""
    if key == "relations":
        return draw(mappings(key, comment))  # type: ignore[no-any-return]
    form = draw(st.sampled_from(["list"] if key in ("tags", "decision-makers") else ["scalar"]) | st.just("other"))
    if form == "scalar":
        return [f"{key}:{draw(st.sampled_from([' ', '   ']))}{draw(scalars())}{comment()}"]
    if form == "list":
        return noted(key, draw(lists(indent=0)), comment)
    return draw(  # type: ignore[no-any-return]
        st.sampled_from(
            [
                [f"{key}:"],
                [f"{key}: ~{comment()}"],
                [f"{key}: null"],
                [f"{key}: 12"],
                [f"{key}: true{comment()}"],
                [f"{key}: |", "  one", "", "  two"],
                [f"{key}: >-", "    folded", "    text # no comment"],
                [f"{key}: words that", "  go on"],
                [f'{key}: "words that', '  go on"'],
                [f"{key}:", "  - who: m.okafor", "    role: author", "  - who: j.lind"],
                [f"{key}: {{vendor: x, cost: {{amount: '1'}}}}"],
                [f"'{key}': x"],
                [f"{key} : x"],
                [f"{key}:", "  one word"],
            ]
        )
    )


@st.composite
def mappings(draw: Callable[..., Any], key: str, comment: Callable[[], str]) -> list[str]:
    """Return a mapping of lists, in some style."""
    names = draw(st.lists(st.sampled_from(RELATIONS), unique=True, max_size=3))
    form = draw(st.sampled_from(["block", "block", "flow"]))
    if not names:
        return [draw(st.sampled_from([f"{key}: {{}}", f"{key}:", f"{key}: ~", f"{key}: {{ }}"]))]
    if form == "flow":
        inner = draw(st.sampled_from(["", " "]))
        held = ", ".join(f"{name}: [{', '.join(draw(st.lists(scalars(flow=True), max_size=2)))}]" for name in names)
        return [f"{key}: {{{inner}{held}{inner}}}{comment()}"]
    step = draw(st.sampled_from([1, 2, 4]))
    lines = [f"{key}:{comment()}"]
    for name in names:
        lines += [" " * step + line for line in noted(name, draw(lists(indent=step)), comment)]
    return lines


def noted(key: str, made: tuple[str, list[str]], comment: Callable[[], str]) -> list[str]:
    """Return a list's lines below its key, with comments where they may stand."""
    first, rest = made
    indent = min((len(line) - len(line.lstrip()) for line in rest), default=0)
    above = [" " * indent + note.strip()] if rest and (note := comment()) else []
    return [f"{key}:{first}{comment()}", *above, *[line + comment() for line in rest]]


@st.composite
def matters(draw: Callable[..., Any], need: str = "") -> Matter:
    """Return front matter as people write it: any order, style, comment, blank line and line ending."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=6))
    keys += [need] if need and need not in keys else []
    eol, count = draw(st.sampled_from(["\n", "\n", "\r\n"])), 0

    def comment() -> str:
        nonlocal count
        if draw(st.integers(0, 3)):
            return str(draw(st.sampled_from(["", "", "", " ", "\t"])))
        count += 1
        return f" # note{count}. {draw(st.sampled_from(['', 'é 🦊', 'a: [b', '--- x', '# #']))}"

    mark = draw(st.sampled_from(["", "", "\ufeff"]))
    pieces = [("", f"{mark}---{draw(st.sampled_from(['', '', '  ']))}{eol}")]
    for key in keys:
        between = draw(st.lists(st.sampled_from(["", "  ", "comment"]), max_size=2)) if draw(st.booleans()) else []
        pieces += [("", (comment().strip() if line else line) + eol) for line in between]
        pieces.append((key, "".join(line + eol for line in draw(entries(key, comment)))))
    pieces.append(("", draw(st.sampled_from(["", "", f"# last{eol}", eol]))))
    end = draw(st.sampled_from(["", eol, f"{eol}# Title {eol}text", "\n\r\nmixed\r\n---\n", f"{eol}🦊 \x0c\u2028 x"]))
    matter = Matter((*pieces, ("", "---" + end)))
    try:
        fields(matter.text)
    except frontmatter.MalformedError:
        assume(condition=False)
    return matter


def owned(matter: Matter, key: str, result: str) -> str:
    """Return the lines that a change of `key` has left in its place; everything around them has kept every byte."""
    if any(owner == key for owner, _ in matter.pieces):
        before, after = matter.around(key)
        assert result.startswith(before)
        assert result.endswith(after)
        assert len(result) >= len(before) + len(after)
        return result[len(before) : len(result) - len(after)]
    text = matter.text
    at = next(i for i in range(len(text) + 1) if text[:i] == result[:i] and result.endswith(text[i:]))
    return result[at : len(result) - len(text) + at]


def keeps_house(text: str, result: str) -> None:
    """Check that order, comments and line endings are as they were."""
    before, now = fields(text), fields(result)
    assert [key for key in now if key in before] == [key for key in before if key in now]
    notes = re.findall(r"# note\d+\.", text)
    assert re.findall(r"# note\d+\.", result) == notes, "no comment is lost or moved"
    head = text[: text.rindex("---")]
    if "\n" not in head.replace("\r\n", ""):
        assert "\n" not in result[: result.rindex("---")].replace("\r\n", ""), "all lines end as they did"


def put(found: dict[str, Any], keys: tuple[str, ...], value: Any) -> dict[str, Any]:
    """Return `found` with a value at one or two keys."""
    if len(keys) == 1:
        return {**found, keys[0]: value}
    return {**found, keys[0]: {**(found.get(keys[0]) or {}), keys[1]: value}}


@given(matter=matters(), key=st.sampled_from(KEYS), value=TEXT)
@ASKED
def test_a_value_is_set_and_nothing_else_changes(matter: Matter, key: str, value: str) -> None:
    text = matter.text
    try:
        result = set_value(text, key, value, after=("title", "status"))
    except CannotRunError:
        assert isinstance(fields(text)[key], list | dict), "what is one value can be set"
        return
    assert fields(result) == {**fields(text), key: value}
    made = owned(matter, key, result)
    keeps_house(text, result)
    if key not in fields(text):
        assert len(re.split(r"\r?\n", made)) == 2, "a new key is one line"


@given(matter=matters("tags"), item=TEXT, keys=st.sampled_from([("tags",), ("decision-makers",), ("x-new",)]))
@ASKED
def test_an_item_is_added_and_nothing_else_changes(matter: Matter, item: str, keys: tuple[str, ...]) -> None:
    adds(matter, keys, item)


@given(matter=matters("relations"), item=TEXT, name=st.sampled_from(RELATIONS))
@ASKED
def test_an_item_of_a_mapping_is_added_and_nothing_else_changes(matter: Matter, item: str, name: str) -> None:
    adds(matter, ("relations", name), item)


def adds(matter: Matter, keys: tuple[str, ...], item: str) -> None:
    text = matter.text
    held: Any = fields(text)
    for key in keys:
        held = held.get(key) if isinstance(held, dict) else None
    try:
        result = add_item(text, keys, item)
    except CannotRunError:
        assert held is not None or not isinstance(fields(text).get(keys[0]), dict | None)
        assert not isinstance(held, list), "a list takes another item"
        return
    items = held if isinstance(held, list) else [] if held is None else [held]
    assert fields(result) == put(fields(text), keys, [*items, item])
    owned(matter, keys[0], result)
    keeps_house(text, result)
    if isinstance(held, list) and held and item not in held:
        assert remove_item(result, keys, item) == text, "taking it away again gives the bytes there were"


@given(matter=matters("tags") | matters("relations"), data=st.data())
@ASKED
def test_an_item_is_removed_and_nothing_else_changes(matter: Matter, data: st.DataObject) -> None:
    text = matter.text
    found = fields(text)
    lists: dict[tuple[str, ...], Any] = {(key,): value for key, value in found.items()}
    lists |= (
        {("relations", key): value for key, value in (found.get("relations") or {}).items()}
        if isinstance(found.get("relations"), dict)
        else {}
    )
    lists = {keys: v for keys, v in lists.items() if isinstance(v, list) and v and all(isinstance(i, str) for i in v)}
    assume(lists)
    keys = data.draw(st.sampled_from(sorted(lists)))
    item = data.draw(st.sampled_from(lists[keys]))
    try:
        result = remove_item(text, keys, item)
    except CannotRunError:
        assert lists[keys].count(item) > 1, "an item that is there once can go"
        return
    rest = [other for other in lists[keys] if other != item]
    left = fields(result)
    if rest:
        assert left == put(found, keys, rest)
    elif len(keys) == 1 or len(found["relations"]) == 1:
        assert left == {key: value for key, value in found.items() if key != keys[0]}
    else:
        assert left == {**found, "relations": {k: v for k, v in found["relations"].items() if k != keys[1]}}
    owned(matter, keys[0], result)
    assert set(re.findall(r"# note\d+\.", result)) <= set(re.findall(r"# note\d+\.", text))


@given(matter=matters("title"), data=st.data())
@ASKED
def test_the_same_value_again_gives_the_same_text(matter: Matter, data: st.DataObject) -> None:
    text = matter.text
    values = {key: value for key, value in fields(text).items() if isinstance(value, str)}
    assume(values)
    key = data.draw(st.sampled_from(sorted(values)))
    result = set_value(text, key, values[key])
    line = re.search(rf"^{re.escape(key)}: +(.*)$", text, re.MULTILINE)
    written = line[1].split(" #")[0].rstrip() if line else ""
    if written in (scalar(values[key]), scalar(values[key], quote="'"), scalar(values[key], quote='"')):
        assert result == text
    assert set_value(result, key, values[key]) == result, "and a third time changes nothing in any style"


@pytest.mark.skipif(not CORPUS, reason="../shared/corpora is not beside this checkout (ADR_SHARED says where it is)")
def test_the_corpora_keep_every_byte_around_a_change() -> None:
    refused = []
    for path in CORPUS:
        text = path.read_bytes().decode()
        try:
            found = fields(text)
        except frontmatter.MalformedError:
            continue
        try:
            changed = set_value(text, "status", "superseded")
            linked = add_item(text, ("relations", "relates-to"), "ADR-0001#a, b")
            twice = add_item(linked, ("relations", "relates-to"), "ADR-0002")
            tagged = add_item(text, ("tags",), "x")
        except CannotRunError as error:
            refused.append(f"{path}: {error}")
            continue
        assert fields(changed) == {**found, "status": "superseded"}, path
        assert fields(linked) == {**found, "relations": {"relates-to": ["ADR-0001#a, b"]}}, path
        old, new = text.split("\n"), changed.split("\n")
        if "status" in found and len(old) == len(new):
            assert sum(a != b for a, b in zip(old, new, strict=True)) <= 1, path
        assert remove_item(twice, ("relations", "relates-to"), "ADR-0002") == linked, path
        assert remove_item(linked, ("relations", "relates-to"), "ADR-0001#a, b") == text, path
        if "tags" not in found:
            assert remove_item(tagged, ("tags",), "x") == text, path
        for key, value in found.items():
            if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
                assert remove_item(add_item(text, (key,), "🦊, #x"), (key,), "🦊, #x") == text, (path, key)
    assert refused == []


def test_an_item_without_brackets_goes_with_its_key() -> None:
    assert remove_item("---\na: 1\ntags: X\n---\n", ("tags",), "X") == "---\na: 1\n---\n"


@pytest.mark.parametrize(
    "before,after",
    [
        ("status: draft # why", "status: proposed # why"),
        ("status:   draft  ", "status:   proposed  "),
        ("status: 'draft'", "status: 'proposed'"),
        ('status: "draft"   # x', 'status: "proposed"   # x'),
        ("status:", "status: proposed"),
        ("status: ", "status: proposed "),
        ("status: # none yet", "status: proposed # none yet"),
        ("status: ~", "status: proposed"),
        ("{status: draft, date: x}", "{status: proposed, date: x}"),
        ("{date: x}", "{date: x, status: proposed}"),
        ("{}", "{status: proposed}"),
        ("# nothing", "# nothing\nstatus: proposed"),
        ("", "status: proposed"),
        ("a: 1\n# about b\nb: 2", "a: 1\nstatus: proposed\n# about b\nb: 2"),
        ("a: |\n  text\n\nb: 2", "a: |\n  text\nstatus: proposed\n\nb: 2"),
        ("a:\n  - x # note\nb: 2", "a:\n  - x # note\nstatus: proposed\nb: 2"),
        ("status: |\n  draft\nb: 2", "status: proposed\nb: 2"),
        ("'status': draft", "'status': proposed"),
        ("status : draft", "status : proposed"),
    ],
)
def test_a_value_takes_the_style_around_it(before: str, after: str) -> None:
    def file(head: str) -> str:
        return f"---\n{head}\n---\n" if head else "---\n---\n"

    assert set_value(file(before), "status", "proposed", after=("a",)) == file(after)


@pytest.mark.parametrize(
    "before,after",
    [
        ("tags: [a, b]", "tags: [a, b, new]"),
        ("tags: [ a ]", "tags: [ a, new ]"),
        ("tags: [a] # why", "tags: [a, new] # why"),
        ("tags: []", "tags: [new]"),
        ("tags:", "tags: [new]"),
        ("tags: a", "tags: [a, new]"),
        ("tags:\n  - a # one", "tags:\n  - a # one\n  - new"),
        ("tags:\n- a\nb: 1", "tags:\n- a\n- new\nb: 1"),
        ("tags:\n    -   a\n\nb: 1", "tags:\n    -   a\n    -   new\n\nb: 1"),
        ("b: 1", "b: 1\ntags: [new]"),
        ("tags: [\n  a,\n  b\n]", "tags: [\n  a,\n  b, new\n]"),
    ],
)
def test_an_item_takes_the_style_around_it(before: str, after: str) -> None:
    assert add_item(f"---\n{before}\n---\n", ("tags",), "new") == f"---\n{after}\n---\n"


@pytest.mark.parametrize(
    "before,after",
    [
        ("a: 1", "a: 1\nrelations:\n  amends: [X]"),
        ("relations:", "relations:\n  amends: [X]"),
        ("relations: {}", "relations: {amends: [X]}"),
        ("relations: {supersedes: [Y]}", "relations: {supersedes: [Y], amends: [X]}"),
        ("relations:\n    supersedes: [Y]\nb: 1", "relations:\n    supersedes: [Y]\n    amends: [X]\nb: 1"),
        ("relations:\n  amends: [Y]", "relations:\n  amends: [Y, X]"),
        ("relations:\n  amends: Y # why", "relations:\n  amends: [Y, X] # why"),
        ("relations:\n  amends:\n    - Y\n  x: []", "relations:\n  amends:\n    - Y\n    - X\n  x: []"),
    ],
)
def test_an_item_of_a_mapping_takes_the_style_around_it(before: str, after: str) -> None:
    assert add_item(f"---\n{before}\n---\n", ("relations", "amends"), "X") == f"---\n{after}\n---\n"
    crlf = f"\ufeff---\n{before}\n---\nb".replace("\n", "\r\n")
    assert add_item(crlf, ("relations", "amends"), "X") == f"\ufeff---\n{after}\n---\nb".replace("\n", "\r\n")


@pytest.mark.parametrize(
    "before,after",
    [
        ("tags: [a, X, b]", "tags: [a, b]"),
        ("tags: [X, b]", "tags: [b]"),
        ("tags: [a, X] # c", "tags: [a] # c"),
        ("tags: [X]\nb: 1", "b: 1"),
        ("tags:\n  - a\n  # about it\n  - X # c\n  - b", "tags:\n  - a\n  # about it\n  - b"),
        ("a: 1\ntags:\n  - X\nb: 1", "a: 1\nb: 1"),
    ],
)
def test_an_item_goes_and_its_neighbours_stay(before: str, after: str) -> None:
    assert remove_item(f"---\n{before}\n---\n", ("tags",), "X") == f"---\n{after}\n---\n"


@pytest.mark.parametrize(
    "before,after",
    [
        ("a: 1\nrelations:\n  amends: [X]", "a: 1"),
        ("a: 1\nrelations: {amends: [X]}", "a: 1"),
        ("relations:\n  amends: [X]\n  supersedes: [Y]", "relations:\n  supersedes: [Y]"),
        ("relations:\n  supersedes: [Y]\n  amends:\n    - X\nb: 1", "relations:\n  supersedes: [Y]\nb: 1"),
        ("relations: {amends: [X], supersedes: [Y]}", "relations: {supersedes: [Y]}"),
        ("relations: {supersedes: [Y], amends: [X]}", "relations: {supersedes: [Y]}"),
    ],
)
def test_what_ends_up_empty_goes(before: str, after: str) -> None:
    assert remove_item(f"---\n{before}\n---\n", ("relations", "amends"), "X") == f"---\n{after}\n---\n"


@pytest.mark.parametrize(
    "text,message",
    [
        ("# no front matter\n", "no front matter"),
        ("---\n- a\n---\n", "not a mapping"),
        ("---\nstatus: [a]\n---\n", "not one value"),
        ("---\nstatus: {a: b}\n---\n", "not one value"),
    ],
)
def test_what_cannot_be_edited_is_refused_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(CannotRunError, match=message):
        set_value(text, "status", "x")


def test_an_item_that_is_not_there_is_refused() -> None:
    for head in ("tags: [a]", "tags: Y", "a: 1", "tags: {X: 1}"):
        with pytest.raises(CannotRunError, match="`tags` does not hold `X`"):
            remove_item(f"---\n{head}\n---\n", ("tags",), "X")
    with pytest.raises(CannotRunError):
        add_item("---\ntags: {a: b}\n---\n", ("tags",), "X")
    with pytest.raises(CannotRunError):
        add_item("---\nrelations: [a]\n---\n", ("relations", "amends"), "X")


@pytest.mark.parametrize(
    "text", ["---\nstatus: draft\n", "\n---\nstatus: x\n---\n", "---\na: 1\na: 2\n---\n", "---\na: [\n---\n"]
)
def test_what_cannot_be_read_is_refused_and_not_a_crash(text: str) -> None:
    with pytest.raises((CannotRunError, frontmatter.MalformedError)):
        set_value(text, "status", "x")


@given(text=st.text(max_size=30), data=st.data())
@example(text="abc", data=None)
def test_edits_are_made_wherever_they_are_given(text: str, data: st.DataObject | None) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6))) if data else [0, 1, 1, 3]
    edits = [Edit(a, b, "<>") for a, b in zip(places[::2], places[1::2], strict=False)]
    expected, last = "", 0
    for edit in edits:
        expected, last = expected + text[last : edit.start] + edit.new, edit.end
    assert apply(text, edits) == expected + text[last:]
    assert apply(text, []) == text


def test_edits_that_overlap_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="overlap at 1"):
        apply("abc", [Edit(0, 2, "x"), Edit(1, 3, "y")])
