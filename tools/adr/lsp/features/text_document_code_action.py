"""Quick fixes: what a finding says is meant, written in place of what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from adr.edit import Edit
from adr.finding import Finding, suggestion
from adr.lsp.diagnosis import diagnostic, span
from adr.lsp.feature import Feature
from adr.lsp.workspace import Page, Workspace


def _actions(workspace: Workspace, params: types.CodeActionParams) -> list[types.CodeAction]:
    page = workspace.page(params.text_document.uri)
    only = params.context.only
    if page is None or (only and not any(_is_within(types.CodeActionKind.QuickFix.value, kind) for kind in only)):
        return []
    begin, end = page.text.offset(params.range.start), page.text.offset(params.range.end)
    return list(_fixes(page, begin, end))


def _fixes(page: Page, begin: int, end: int) -> Iterator[types.CodeAction]:
    """Yield a fix for each finding that touches the characters asked about and says what is meant."""
    for finding in page.snapshot.findings:
        if finding.location.path == page.path and (edit := _edit(page, finding, begin, end)):
            change = types.TextEdit(page.text.range(edit.start, edit.end), edit.new)
            yield types.CodeAction(
                title=f"Change to `{edit.new}`",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic(page.snapshot, finding, page.text)],
                is_preferred=True,
                edit=types.WorkspaceEdit(changes={page.snapshot.uri(page.path): [change]}),
            )


def _edit(page: Page, finding: Finding, begin: int, end: int) -> Edit | None:
    """Return the edit that writes what is meant in place of the word that the finding names."""
    meant = suggestion(finding.help)
    start, stop = span(page.text, finding.location)
    if meant is None or start > end or stop < begin:
        return None
    written = page.text.content[start:stop]
    for word in re.findall(r"`([^`]+)`", finding.message):
        at = written.find(word)
        if at >= 0:
            return Edit(start + at, start + at + len(word), meant)
    return None


def _is_within(kind: str, group: str | types.CodeActionKind) -> bool:
    """Tell whether a kind of action belongs to a group of kinds, as ``quickfix`` does to the empty one."""
    wanted = group.value if isinstance(group, types.CodeActionKind) else group
    return not wanted or kind == wanted or kind.startswith(f"{wanted}.")


FEATURE = Feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    _actions,
    types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]),
)
