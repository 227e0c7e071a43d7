"""The server: it keeps up with what an editor opens and changes, publishes what is wrong, and answers by features.

Texts are exchanged whole: records are short, and editors do not agree on what ends a line.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from adr import __version__
from adr.finding import CannotRunError
from adr.lsp.diagnosis import SOURCE, diagnostic, hint
from adr.lsp.feature import all_features
from adr.lsp.workspace import Snapshot, Workspace

_log = logging.getLogger(__name__)

_QUIET_SECONDS = 0.2
"""How long nobody must have typed before records are checked."""

_MISTAKE = "adr: internal error; this is a mistake in adr, not in your records"

_WATCHED = ("**/*.md", "**/adr.toml", "**/governance/**/*.yml", "**/.adr/**")


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Speak the protocol until the editor ends the conversation."""
    _Session().server.start_io(stdin, stdout)


class _Session:
    """One conversation with an editor."""

    def __init__(self) -> None:
        self.server = LanguageServer("adr", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.workspace = Workspace(self._tell)
        self._published: dict[str, list[types.Diagnostic]] = {}
        self._changes = 0
        self._timer: asyncio.TimerHandle | None = None
        self._checking: asyncio.Future[None] | None = None
        for method, react in (
            (types.INITIALIZE, self._initialize),
            (types.INITIALIZED, self._initialized),
            (types.TEXT_DOCUMENT_DID_OPEN, self._opened),
            (types.TEXT_DOCUMENT_DID_CHANGE, self._changed),
            (types.TEXT_DOCUMENT_DID_SAVE, self._saved),
            (types.TEXT_DOCUMENT_DID_CLOSE, self._closed),
            (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._saved),
            (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, self._folders),
        ):
            self.server.feature(method)(_surviving(react))
        for feature in all_features():
            self.server.feature(feature.method, feature.options)(self._answering(feature.answer))

    def _answering(self, answer: Callable[[Workspace, Any], Any]) -> Callable[[Any], Any]:
        """Return a feature's answer such that a request that cannot be met gets its reason, and nothing ends."""

        def respond(params: Any) -> Any:
            try:
                return answer(self.workspace, params)
            except CannotRunError as error:
                raise JsonRpcException(str(error), code=types.LSPErrorCodes.RequestFailed) from None

        return _surviving(respond)

    def _initialize(self, params: types.InitializeParams) -> None:
        self.workspace.encoding = str(getattr(encoding := self.server.workspace.position_encoding, "value", encoding))
        edits = params.capabilities.workspace and params.capabilities.workspace.workspace_edit
        operations = (edits and edits.resource_operations) or ()
        self.workspace.renames_files = types.ResourceOperationKind.Rename in operations

    def _initialized(self, _: types.InitializedParams) -> None:
        for uri in self.server.workspace.folders:
            self._add(uri)
        root = self.server.workspace.root_uri
        if root and not self.server.workspace.folders:
            self._add(root)
        self._watch()
        self._check_soon()

    def _add(self, uri: str) -> None:
        path = uris.to_fs_path(uri)
        if path:
            self.workspace.add(Path(path))

    def _watch(self) -> None:
        """Ask to be told of changes that others make, where the editor can tell."""
        files = self.server.client_capabilities.workspace
        watched = files and files.did_change_watched_files
        if watched and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(g) for g in _WATCHED])
            method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            registration = types.Registration("adr-files", method, options)
            self.server.client_register_capability(types.RegistrationParams([registration]))

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self.workspace.open(document.uri, document.text, document.version)
        self._check_soon()

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        content = self.server.workspace.get_text_document(uri).source
        self.workspace.open(uri, content, params.text_document.version)
        self._check_soon()

    def _saved(self, _: Any) -> None:
        self.workspace.reload()
        self._check_soon()

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        self.workspace.close(params.text_document.uri)
        self._check_soon()

    def _folders(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        for folder in params.event.added:
            self._add(folder.uri)
        self.workspace.leave([path for f in params.event.removed if (path := uris.to_fs_path(f.uri))])
        self._check_soon()

    def _check_soon(self) -> None:
        """Check when nobody has typed for a moment."""
        self._changes += 1
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(_QUIET_SECONDS, self._start)

    def _start(self) -> None:
        """Check, unless that is under way: it begins again by itself when something has changed."""
        if self._checking is None or self._checking.done():
            self._checking = asyncio.ensure_future(self._publish())

    async def _publish(self) -> None:
        """Check aside, so that requests are answered meanwhile, and send what an editor does not have yet."""
        try:
            checked = -1
            while checked != self._changes:
                checked = self._changes
                snapshots, problems = list(self.workspace.snapshots()), list(self.workspace.problems())
                current = await asyncio.to_thread(_diagnostics, snapshots, problems)
        except Exception:  # noqa: BLE001 - whatever it is, the next check is made
            _log.exception(_MISTAKE)
            return
        for uri in current.keys() | self._published.keys():
            found = current.get(uri, [])
            if found != self._published.get(uri, []):
                self.server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found))
        self._published = current

    def _tell(self, line: str) -> None:
        self.server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, line))


def _diagnostics(
    snapshots: Sequence[Snapshot], problems: Sequence[tuple[str, str]]
) -> dict[str, list[types.Diagnostic]]:
    """Return what is wrong in each file, by its address."""
    current: dict[str, list[types.Diagnostic]] = {}
    for snapshot in snapshots:
        texts = {path: snapshot.text(path) for path in {finding.location.path for finding in snapshot.findings}}
        for finding in snapshot.findings:
            path = finding.location.path
            current.setdefault(snapshot.uri(path), []).append(diagnostic(snapshot, finding, texts[path]))
        for each in snapshot.waived:
            path = each.finding.location.path
            current.setdefault(snapshot.uri(path), []).append(hint(snapshot, each, snapshot.text(path)))
    start = types.Position(0, 0)
    for uri, problem in problems:
        current[uri] = [types.Diagnostic(types.Range(start, start), problem, source=SOURCE)]
    return current


def _surviving(react: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function that says on standard error what went wrong, and goes on: nobody may lose their server."""

    def call(params: Any) -> Any:
        try:
            return react(params)
        except JsonRpcException:
            raise
        except Exception:  # noqa: BLE001 - whatever it is, the next request is answered
            _log.exception(_MISTAKE)
            return None

    return call
