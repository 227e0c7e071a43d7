"""A record's Markdown to safe HTML: rendered as CommonMark, sanitised, links resolved by the caller."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import nh3
import pyromark

from adr.commonmark import OPTIONS, slug
from adr.markdown import ID

_ALERTS = frozenset(f"markdown-alert-{name}" for name in ("note", "tip", "important", "warning", "caution"))
_CELLS = {"th": {"align", "colspan", "rowspan"}, "td": {"align", "colspan", "rowspan"}}
_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*/?>')
_KEPT = re.compile(r"a|code|pre|h[1-6]")
_TABLE = {
    "<table>": '<div class="adr-scroll" role="region" aria-label="Table" tabindex="0"><table class="adr-table">',
    "</table>": "</table></div>",
}
_ELSEWHERE = "#elsewhere:"
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})
_ALIGNED = re.compile(r'<(t[hd]) style="text-align: (left|right|center)">')
_NESTS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_DEEPEST = 500

_SPECIAL = str.maketrans({c: f"&#{ord(c)};" for c in "\\`*_{}[]()#+!|:~^=$"})


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of safe HTML, or a heading (`level` > 0) with its anchor, its HTML and its text."""

    html: str
    level: int = 0
    anchor: str = ""
    text: str = ""


def to_blocks(
    markdown: str, resolve: Callable[[str], str | None], address: Callable[[str], str | None]
) -> tuple[Block, ...]:
    """Render `markdown` and cut it at its headings.

    `resolve` is given every relative address and returns the one to use, or None to drop the link; `address` returns
    where an id mentioned in the text leads, or None. Scripts, styles, event handlers and addresses other than http,
    https and mailto do not survive. What nests deeper than any page needs is one block, as it is written.
    """
    rendered = pyromark.html(markdown, options=OPTIONS, highlight=_highlight)
    if _too_deep(rendered):
        return (Block(f"<pre><code>{escape(markdown.strip())}</code></pre>"),)
    rendered = _ALIGNED.sub(r'<\1 align="\2">', rendered)
    return tuple(_cut(_finish(_cleaner_for(resolve).clean(rendered), address)))


def _too_deep(rendered: str) -> bool:
    """Tell whether elements lie in each other so deep that cleaning and publishing them would take for ever."""
    depth = 0
    for tag in _NESTS.finditer(rendered):
        if tag[2].lower() not in _VOID:
            depth += -1 if tag[1] else 1
        if depth > _DEEPEST:
            return True
    return False


def inline(markdown: str) -> str:
    """Render one line of Markdown without links to safe inline HTML."""
    rendered = pyromark.html(markdown, options=OPTIONS)
    return nh3.clean(rendered, tags={"code", "em", "strong", "del", "sub", "sup"}, attributes={}).strip()


def as_markdown(block: Block) -> str:
    """Return a block as Markdown that any Python-Markdown engine renders as that very HTML."""
    if not block.level:
        return f'<div class="adr-text">\n{block.html.strip()}\n</div>\n'
    text = re.sub(r"(<[^>]*>)|([^<]+)", lambda m: m[1] or m[2].translate(_SPECIAL), block.html)
    return f"{'#' * block.level} {' '.join(text.split())} {{: #{block.anchor} }}\n"


def escape(text: str) -> str:
    """Return `text` for use in HTML, attributes included."""
    return html.escape(text)


def _cleaner_for(resolve: Callable[[str], str | None]) -> nh3.Cleaner:
    tags = (nh3.ALLOWED_TAGS | {"input", "details", "summary"}) - {"style"}
    attributes = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | _CELLS
    attributes |= {"input": {"checked", "disabled"}, "details": {"open"}, "sup": {"id"}, "div": {"id"}}
    attributes["a"] = {"href", "title", "id", "name"}
    return nh3.Cleaner(
        tags=tags,
        attributes=attributes,
        attribute_filter=_keep_attribute,
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
        url_schemes={"http", "https", "mailto"},
        url_relative=resolve,
        link_rel="noopener noreferrer",
        allowed_classes={
            "span": set(_token_classes()),
            "div": {"highlight", "footnote-definition"},
            "sup": {"footnote-reference", "footnote-definition-label"},
            "blockquote": set(_ALERTS),
            "table": set(),
        },
    )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    """Drop ids that could be mistaken for the page's own, and mark images that would be loaded from elsewhere."""
    if tag == "img" and name == "src" and urlsplit(value).scheme:
        return f"{_ELSEWHERE}{value}"
    if name in ("id", "name") and (value.startswith("_") or not re.fullmatch(r"[\w.-]{1,80}", value)):
        return None
    return value


@cache
def _token_classes() -> frozenset[str]:
    from pygments.token import STANDARD_TYPES

    return frozenset(name for name in STANDARD_TYPES.values() if name)


def _highlight(language: str | None, code: str) -> str | None:
    """Render a code block with Pygments' classes; None leaves it to the parser."""
    if not language:
        return None
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return None
    return str(highlight(code, lexer, HtmlFormatter(wrapcode=True)))


def _finish(clean: str, address: Callable[[str], str | None]) -> str:
    """Make a link of every id in running text, and a region that the keyboard can scroll of every table.

    Links, headings and code stay as they are.
    """

    def linked(match: re.Match[str]) -> str:
        where = address(match[1])
        return f'<a class="adr-mention" href="{escape(where)}">{match[1]}</a>' if where else match[1]

    pieces: list[str] = []
    closed = done = 0
    for tag in _TAG.finditer(clean):
        text = clean[done : tag.start()]
        pieces += [text if closed else ID.sub(linked, text), _TABLE.get(tag[0]) or _image(tag)]
        if _KEPT.fullmatch(tag[2]):
            closed = max(0, closed + (-1 if tag[1] else 1))
        done = tag.end()
    return "".join([*pieces, ID.sub(linked, clean[done:])])


def _image(tag: re.Match[str]) -> str:
    """Return a tag as it is; an image from elsewhere becomes a link to it, since a page loads nothing from outside."""
    values = dict(re.findall(r'([\w-]+)="([^"]*)"', tag[3]))
    source = values.get("src", "")
    if tag[2].lower() != "img" or not source.startswith((_ELSEWHERE, "https:", "http:")):
        return tag[0]
    address = source.removeprefix(_ELSEWHERE)
    name = values.get("alt") or "image"
    return f'<a href="{address}" rel="noopener noreferrer">{name} (elsewhere)</a>'


def _cut(clean: str) -> list[Block]:
    """Cut sanitised HTML at its top-level headings; each gets the anchor that GitHub would give it."""
    blocks: list[Block] = []
    anchors: dict[str, int] = {}
    depth = start = 0
    opened: re.Match[str] | None = None
    for tag in _TAG.finditer(clean):
        closing, name = bool(tag[1]), tag[2].lower()
        if name in _VOID:
            continue
        if not closing:
            if depth == 0 and re.fullmatch(r"h[1-6]", name):
                opened = tag
            depth += 1
            continue
        depth = max(0, depth - 1)
        if depth == 0 and opened is not None:
            if before := clean[start : opened.start()].strip():
                blocks.append(Block(before))
            inner = clean[opened.end() : tag.start()].strip()
            text = html.unescape(re.sub(r"<[^>]*>", "", inner))
            base = slug(text)
            count = anchors.get(base, 0)
            anchors[base] = count + 1
            blocks.append(Block(inner, int(name[1]), f"{base}-{count}" if count else base, text))
            start, opened = tag.end(), None
    if rest := clean[start:].strip():
        blocks.append(Block(rest))
    return blocks
