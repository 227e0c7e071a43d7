"""A real client that speaks to a real server process over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

_SECONDS = 120

ALL = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(
            document_changes=True, resource_operations=[types.ResourceOperationKind.Rename]
        )
    ),
    text_document=types.TextDocumentClientCapabilities(
        rename=types.RenameClientCapabilities(prepare_support=True),
    ),
)
"""What the editors that matter can do."""


class Editor:
    """An editor: it opens texts, changes them, and knows the last diagnostics of each file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.diagnostics: dict[str, list[types.Diagnostic]] = {}
        self.messages: list[str] = []
        self._runner = asyncio.Runner()
        self._client = LanguageClient("tests", "1")
        self._arrived = asyncio.Event()
        self._version = 0
        self._client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(self._publish())
        self._client.feature(types.WINDOW_SHOW_MESSAGE)(self._message())

    def _publish(self) -> Callable[[types.PublishDiagnosticsParams], None]:
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = list(params.diagnostics)
            self._arrived.set()

        return publish

    def _message(self) -> Callable[[types.ShowMessageParams], None]:
        return lambda params: self.messages.append(params.message)

    def start(
        self, folders: list[Path] | None = None, capabilities: types.ClientCapabilities = ALL
    ) -> types.InitializeResult:
        self._run(self._client.start_io(sys.executable, "-m", "adr", "lsp", cwd=str(self.folder)))
        stated = [types.WorkspaceFolder(f.as_uri(), f.name) for f in folders or []]
        result: types.InitializeResult = self.ask(
            types.INITIALIZE, types.InitializeParams(capabilities, workspace_folders=stated)
        )
        self.say(types.INITIALIZED, types.InitializedParams())
        return result

    def stop(self) -> int | None:
        try:
            if not self._client.stopped:
                self.ask(types.SHUTDOWN, None)
                self.say(types.EXIT, None)
                self._run(self._client.stop())  # type: ignore[no-untyped-call]
            server = self._client._server
            return server.returncode if server else None
        finally:
            self._runner.close()

    def ask(self, method: str, params: Any) -> Any:
        return self._run(self._client.protocol.send_request_async(method, params))

    def say(self, method: str, params: Any) -> None:
        async def send() -> None:
            self._client.protocol.notify(method, params)

        self._run(send())

    def uri(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def open(self, path: str, text: str | None = None) -> types.TextDocumentIdentifier:
        content = (self.folder / path).read_bytes().decode() if text is None else text
        item = types.TextDocumentItem(self.uri(path), "markdown", 0, content)
        self.say(types.TEXT_DOCUMENT_DID_OPEN, types.DidOpenTextDocumentParams(item))
        return types.TextDocumentIdentifier(item.uri)

    def change(self, path: str, text: str) -> None:
        self._version += 1
        document = types.VersionedTextDocumentIdentifier(self._version, self.uri(path))
        changes = [types.TextDocumentContentChangeWholeDocument(text)]
        self.say(types.TEXT_DOCUMENT_DID_CHANGE, types.DidChangeTextDocumentParams(document, changes))

    def save(self, path: str, text: str) -> None:
        (self.folder / path).write_bytes(text.encode())
        params = types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(self.uri(path)))
        self.say(types.TEXT_DOCUMENT_DID_SAVE, params)

    def close(self, path: str) -> None:
        params = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(self.uri(path)))
        self.say(types.TEXT_DOCUMENT_DID_CLOSE, params)

    def at(self, path: str, text: str, mark: str = "|") -> dict[str, Any]:
        """Open `text` without its mark; return the parameters that say that the cursor stands there."""
        place = position(text, text.index(mark))
        return {"text_document": self.open(path, text.replace(mark, "", 1)), "position": place}

    def found(self, path: str, wanted: Callable[[list[types.Diagnostic]], bool]) -> list[types.Diagnostic]:
        """Wait until the diagnostics of a file are as wanted, and return them."""

        async def wait() -> None:
            while not wanted(self.diagnostics.get(self.uri(path), [])):
                self._arrived.clear()
                await self._arrived.wait()

        self._run(wait())
        return self.diagnostics.get(self.uri(path), [])

    def codes(self, path: str, *codes: str) -> list[types.Diagnostic]:
        """Wait until a file has findings with just those codes."""
        return self.found(path, lambda found: sorted(str(d.code) for d in found) == sorted(codes))

    def settle(self) -> None:
        """Give the server the time in which it would publish."""
        self._run(asyncio.sleep(0.6))

    def _run(self, work: Any) -> Any:
        async def within() -> Any:
            return await asyncio.wait_for(work, _SECONDS)

        return self._runner.run(within())


def position(text: str, index: int) -> types.Position:
    """Return the place of a character in UTF-16."""
    before = text[:index]
    column = len(before[before.rfind("\n") + 1 :].encode("utf-16-le")) // 2
    return types.Position(before.count("\n"), column)


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    """Return an editor that has not started its server yet."""
    made = Editor(tmp_path)
    yield made
    made.stop()
