"""Fixes: those of findings, one by one, and all safe ones of a text at once. They are those of ``adr check --fix``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from lsprotocol import types

from adr.baseline import split
from adr.edit import Edit
from adr.fixing.mend import mend
from adr.fixing.rounds import fix, looking
from adr.lsp.diagnosis import diagnostic, span
from adr.lsp.feature import Feature
from adr.lsp.text import Text
from adr.lsp.workspace import Page, Snapshot, Workspace

_QUICK = types.CodeActionKind.QuickFix.value
_ALL = f"{types.CodeActionKind.SourceFixAll.value}.adr"


def _actions(workspace: Workspace, params: types.CodeActionParams) -> list[types.CodeAction]:
    page = workspace.page(params.text_document.uri)
    only = params.context.only
    if page is None:
        return []
    found: list[types.CodeAction] = []
    if not only or any(_is_within(_QUICK, kind) for kind in only):
        begin, end = page.text.offset(params.range.start), page.text.offset(params.range.end)
        found += _fixes(page, begin, end)
    if any(_is_within(_ALL, kind) for kind in only or ()):  # to find them out takes as long as to check twice
        found += _fix_all(page)
    return found


def _fixes(page: Page, begin: int, end: int) -> Iterator[types.CodeAction]:
    """Yield the fix of each finding that touches the characters asked about."""
    snapshot = page.snapshot
    for finding in snapshot.findings:
        if finding.fix is None or finding.location.path != page.path:
            continue
        start, stop = span(page.text, finding.location)
        if start <= end and stop >= begin and (found := mend(snapshot.graph, finding)):
            yield types.CodeAction(
                title=finding.fix.title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic(snapshot, finding, page.text)],
                is_preferred=finding.fix.safe,
                edit=types.WorkspaceEdit(
                    changes={snapshot.uri(path): _edits(snapshot, path, edits) for path, edits in found.edits.items()}
                ),
            )


def _fix_all(page: Page) -> Iterator[types.CodeAction]:
    """Yield what makes all safe fixes that change this text alone; nothing where there are none."""
    snapshot, project = page.snapshot, page.snapshot.project
    look = looking(
        project,
        snapshot.register,
        None,
        project.ruleset,
        "",
        lambda found: [f for f in split(found, snapshot.baseline).new if f.location.path == page.path],
    )
    after = fix(project, snapshot.graph, look, within=lambda path: path == page.path)
    for change in after.changes(project.root):
        edits = _edits(snapshot, page.path, _by_line(change.before or "", change.after or ""))
        yield types.CodeAction(
            title="Make all safe fixes",
            kind=_ALL,
            edit=types.WorkspaceEdit(changes={snapshot.uri(page.path): edits}),
        )


def _by_line(before: str, after: str) -> Iterator[Edit]:
    """Yield the edits of lines that make a text another, so that an editor keeps its place in the others."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield Edit(starts[a], starts[b], "".join(new[c:d]))


def _edits(snapshot: Snapshot, path: str, edits: Iterable[Edit]) -> list[types.TextEdit]:
    text = Text(snapshot.graph.by_path[path].text, snapshot.encoding)
    return [types.TextEdit(text.range(edit.start, edit.end), edit.new) for edit in edits]


def _is_within(kind: str, group: str | types.CodeActionKind) -> bool:
    """Tell whether a kind of action belongs to a group of kinds, as ``quickfix`` does to the empty one."""
    wanted = group.value if isinstance(group, types.CodeActionKind) else group
    return not wanted or kind == wanted or kind.startswith(f"{wanted}.")


FEATURE = Feature(
    types.TEXT_DOCUMENT_CODE_ACTION,
    _actions,
    types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, _ALL]),
)
