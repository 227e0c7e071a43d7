"""What was exported, back to native records: from our JSON, and from MADR with the keys that our export adds."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from adr import frontmatter
from adr.compose import record_text
from adr.edit import apply
from adr.finding import CannotRunError
from adr.kind import Kind
from adr.links import cut, is_relative, retarget
from adr.markdown import Document
from adr.schemas import output_schema

OWN = "x-native"
"""The key of an exported MADR record that says what differs from the native one.

Its value is a mapping: `path` is where the native file was; `status` and `fields` hold what stands elsewhere or
otherwise in MADR; `heading` says that the title was put above the body; `links`, where they are not simply those of
the native file led to the new names, has pairs of a link's destination in MADR and before.
"""

SUPERSEDED = "superseded by "
"""How a MADR status begins that names its successors."""

_HEADING = re.compile(r"# [^\n]*\n\n")


@dataclass(frozen=True, slots=True)
class Converted:
    """Native files and the names of their kinds by their path from the root, and a line for what was passed over."""

    files: Mapping[str, str]
    notes: tuple[str, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)


def from_json(document: Any, kinds: Mapping[str, Kind]) -> Converted:
    """Return the native files of what ``adr export json`` wrote, parsed.

    A file whose fields and body are as its text has them keeps every byte; any other is written in canonical form.
    Raises CannotRunError for a document of another shape, and for a path that leaves the project.
    """
    import jsonschema_rs

    error = next(jsonschema_rs.Draft202012Validator(output_schema("export")).iter_errors(document), None)
    if error is not None:
        where = ".".join(str(step) for step in error.instance_path) or "the document"
        raise CannotRunError(f"this is no JSON of `adr export json`, version 1: {where}: {error.message}")
    files: dict[str, str] = {}
    for row in document["records"]:
        kept = row["dialect"] == "native" and _reads_as(row["text"], row["fields"], row["body"])
        written = record_text(row["fields"], row["body"], _order(kinds, row["kind"]))
        _put(files, row["path"], row["text"] if kept else written)
    notes = [
        f"{row['path']} could not be read when it was exported: {row['message']}" for row in document["unreadable"]
    ]
    return Converted(files, tuple(notes), {row["path"]: row["kind"] for row in document["records"]})


def from_madr(texts: Mapping[str, str], kinds: Mapping[str, Kind], folder: str | None = None) -> Converted:
    """Return the native files of what ``adr export madr`` wrote: file names in its folder, and their texts.

    `folder` is where the files lie, from the project's root; None outside the project. Files without our key are passed
    over with a note. Raises CannotRunError for a path that leaves the project, MalformedError for broken front matter.
    """
    read = {name: _read(text) for name, text in texts.items()}
    paths = {name: _path(found[0][OWN]) for name, found in read.items() if found}
    files: dict[str, str] = {}
    of_kind: dict[str, str] = {}
    for name, found in read.items():
        if found:
            fields, body = found
            own = fields.pop(OWN)
            if own.get("heading") == "added":
                body = _HEADING.sub("", body, count=1)
            pairs = own.get("links")
            body = restored(body, paths[name], paths, folder, pairs if isinstance(pairs, list) else None)
            if "status" in own and str(fields.get("status")).startswith(SUPERSEDED):
                fields["status"] = own["status"]
            fields |= own.get("fields", {})
            kind = own.get("kind", fields.get("kind"))
            _put(files, paths[name], record_text(fields, body, _order(kinds, kind)))
            of_kind[paths[name]] = str(kind or "")
    notes = [f"{name} was passed over: without `{OWN}` it is no export of ours" for name in texts if not read[name]]
    return Converted(files, tuple(notes), of_kind)


def restored(
    body: str, path: str, paths: Mapping[str, str], folder: str | None, pairs: Sequence[Sequence[str]] | None = None
) -> str:
    """Return a body of an exported record with its links as the native record at `path` has them.

    `paths` are the native paths of exported files by name; `folder` is where these lie, None where only links between
    them are known; `pairs` are destinations now and before, in the order of the text, in place of all that.
    """
    new = _paired(pairs) if pairs is not None else _turned(posixpath.dirname(path), paths, folder)
    edits, _ = retarget(Document(body), new)
    return apply(body, edits)


def _paired(pairs: Sequence[Sequence[str]]) -> Callable[[str], str | None]:
    before: dict[str, deque[str]] = defaultdict(deque)
    for now, then in pairs:
        before[now].append(then)
    return lambda target: before[target].popleft() if before[target] else None


def _turned(home: str, paths: Mapping[str, str], folder: str | None) -> Callable[[str], str | None]:
    def new(target: str) -> str | None:
        written, rest = cut(target)
        native = paths.get(unquote(written))
        if not is_relative(target) or (native is None and folder is None):
            return None
        to = native or posixpath.normpath(posixpath.join(folder or "", unquote(written)))
        slash = "/" if written.endswith("/") else ""
        back = posixpath.relpath(to, home or ".")
        return None if back == unquote(written).rstrip("/") else quote(back) + slash + rest

    return new


def _read(text: str) -> tuple[dict[str, Any], str] | None:
    """Return fields and body of a MADR file that our export wrote; None for any other."""
    parts = frontmatter.split(text.removeprefix("\ufeff"))
    fields = frontmatter.load(parts.head) if parts else {}
    own = fields.get(OWN)
    return (fields, parts.body) if parts and isinstance(own, dict) and isinstance(own.get("path"), str) else None


def _reads_as(text: str, fields: Any, body: str) -> bool:
    """Tell whether a native file's text says these fields and this body."""
    try:
        parts = frontmatter.split(text.removeprefix("\ufeff"))
        return parts is not None and parts.body == body and frontmatter.load(parts.head) == fields
    except frontmatter.MalformedError:
        return False


def _order(kinds: Mapping[str, Kind], name: Any) -> Sequence[str]:
    kind = kinds.get(name) if isinstance(name, str) else None
    return kind.fields if kind else ()


def _path(own: Mapping[str, Any]) -> str:
    return str(own["path"])


def _put(files: dict[str, str], path: str, text: str) -> None:
    """Add a file, unless it could lie outside the project, be hidden in it, or take the place of another."""
    steps = path.split("/")
    if any(step in ("", "..") or step.startswith(".") for step in steps) or re.search(r"[\\:\0]", path):
        raise CannotRunError(f"{path!r} is no path of a record; nothing was converted")
    if path in files:
        raise CannotRunError(f"{path} is there twice; nothing was converted")
    files[path] = text
