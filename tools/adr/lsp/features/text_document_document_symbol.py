"""The outline of a page: its headings, each below the one it belongs to."""

from __future__ import annotations

from lsprotocol import types

from adr.lsp.cursor import head_range
from adr.lsp.feature import Feature
from adr.lsp.workspace import Page, Workspace
from adr.markdown import Document


def _symbols(workspace: Workspace, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    page = workspace.page(params.text_document.uri)
    if page is None:
        return []
    begin = _body_of(page)
    document = page.record.document if page.record else Document(page.text.content[begin:])
    headings = document.headings
    top: list[types.DocumentSymbol] = []
    opened: list[tuple[int, list[types.DocumentSymbol]]] = [(0, top)]
    for index, heading in enumerate(headings):
        after = (h.start for h in headings[index + 1 :] if h.level <= heading.level)
        start, own, end = (
            begin + document.index(at)
            for at in (heading.start, heading.end, next(after, document.offset(len(document.text))))
        )
        own = start + len(page.text.content[start:own].rstrip())
        inner: list[types.DocumentSymbol] = []
        symbol = types.DocumentSymbol(
            name=heading.text or "(no title)",
            kind=types.SymbolKind.String,
            range=page.text.range(start, max(own, end)),
            selection_range=page.text.range(start, own),
            children=inner,
        )
        while opened[-1][0] >= heading.level:
            opened.pop()
        opened[-1][1].append(symbol)
        opened.append((heading.level, inner))
    return top


def _body_of(page: Page) -> int:
    """Return where the body of a page starts."""
    content = page.text.content
    if page.record:
        return len(content) - len(page.record.reading.body)
    head = head_range(content)
    return min(head[1] + len("---\n"), len(content)) if head else 0


FEATURE = Feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols)
