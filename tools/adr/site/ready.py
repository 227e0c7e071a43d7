"""A page that is ready when MkDocs gets it: its text is safe HTML, its front matter was ours, so neither is parsed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from adr.html import Block, escape

_ID = re.compile(r'\s(?:id|name)="([^"]*)"')


class ReadyPage(Page):
    """A page of the staged tree. What is large of it is made when it is asked for, and kept while the page is built."""

    def __init__(
        self, title: str | None, file: File, config: MkDocsConfig, blocks: Sequence[Block], permalink: str
    ) -> None:
        self._blocks, self._permalink = blocks, permalink
        self._built: dict[str, Any] = {}
        super().__init__(title, file, config)
        self._built.clear()
        self.markdown = ""

    def read_source(self, config: MkDocsConfig) -> None:
        """Leave the file alone until its front matter is asked for."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs's own names
        """Tell which anchors there are; the text is HTML already."""
        html = "".join(block.html for block in self._blocks)
        self.present_anchor_ids = {block.anchor for block in self._blocks if block.level} | set(_ID.findall(html))
        self.links_to_anchors = {}

    def forget(self) -> None:
        """Let go of what was made to build this page."""
        self._built.clear()

    def _once(self, name: str, make: Callable[[], Any]) -> Any:
        if name not in self._built:
            self._built[name] = make()
        return self._built[name]

    @property
    def meta(self) -> MutableMapping[str, Any]:
        """What the front matter says."""
        return self._once("meta", lambda: _front(Path(str(self.file.abs_src_path))))  # type: ignore[no-any-return]

    @meta.setter
    def meta(self, value: MutableMapping[str, Any]) -> None:
        self._built["meta"] = value

    @property
    def content(self) -> str | None:
        """The text as HTML."""
        return self._once("content", self._html)  # type: ignore[no-any-return]

    @content.setter
    def content(self, value: str | None) -> None:
        self._built["content"] = value

    @property
    def toc(self) -> TableOfContents:
        """The headings."""
        return self._once("toc", self._headings)  # type: ignore[no-any-return]

    @toc.setter
    def toc(self, value: TableOfContents) -> None:
        self._built["toc"] = value

    def _html(self) -> str:
        return "\n".join(self._of_block(block) for block in self._blocks)

    def _of_block(self, block: Block) -> str:
        if not block.level:
            return f'<div class="adr-text">\n{block.html.strip()}\n</div>'
        mark = self._permalink and (
            f'<a class="headerlink" href="#{block.anchor}" title="Permanent link">{self._permalink}</a>'
        )
        return f'<h{block.level} id="{block.anchor}">{" ".join(block.html.split())}{mark}</h{block.level}>'

    def _headings(self) -> TableOfContents:
        found = [{"level": b.level, "id": b.anchor, "name": escape(b.text)} for b in self._blocks if b.level]
        return get_toc(nest_toc_tokens(found))


def permalink(config: MkDocsConfig) -> str:
    """Return the mark behind a heading that links to it, as settings want it; empty for none."""
    stated = (config.mdx_configs.get("toc") or {}).get("permalink")
    return "&para;" if stated is True else escape(stated) if isinstance(stated, str) else ""


def _front(path: Path) -> dict[str, Any]:
    """Return the front matter of a staged file, which is one line of JSON."""
    with path.open(encoding="utf-8") as lines:
        next(lines)
        return dict(json.loads(next(lines)))
