"""The graph and the makers of pages, to the staged tree: files that any engine can turn into the site."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin

from adr.finding import Finding
from adr.graph import Graph
from adr.html import as_markdown, escape
from adr.links import cut
from adr.markdown import Document, Link
from adr.page import AS_IS, Asset, Built, Page, Tree, View, makers
from adr.people import Register
from adr.project import Project
from adr.publication import Publication, publishers

_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf", ".csv", ".txt")
"""Attachments that are published as they are: kinds of file that no browser runs."""

_PICTURES = _IMAGES[:6]
"""Those that are also published from elsewhere in the project, where a record shows them."""

_PICTURE_TAG = re.compile(r"<img\s[^>]*?src\s*=\s*[\"']([^\"'>]+)", re.IGNORECASE)

_UNSAFE_IN_YAML = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def render(
    project: Project,
    graph: Graph,
    register: Register,
    findings: Sequence[Finding],
    built: Built,
    *,
    directory_urls: bool = True,
) -> Tree:
    """Return the staged tree.

    Pages are Markdown whose front matter is fully resolved. A file in the project's docs folder wins over a generated
    page of the same path.
    """
    docs = dict(_docs(project))
    published = [path for path in graph.others if path.lower().endswith(_IMAGES)]
    outside = sorted(_pictures(graph, project).difference(published, docs.values()))
    published += outside
    view = View(project, graph, register, findings, built, directory_urls)
    view = replace(view, staged=_staged(view, docs, published))
    drawn = [made for make in makers() for made in make(view)]
    pages = [page for page in drawn if isinstance(page, Page)]
    made = _publications(view, {*docs, *published, *(page.path for page in pages)})
    heads = _heads(view, made)
    files = {page.path: _source(page, built, heads.get(page.path, [])) for page in pages}
    files |= {asset.path: asset.content for asset in drawn if isinstance(asset, Asset)}
    files |= {f"{p.path}{AS_IS}" if p.path.endswith(".md") else p.path: p.data for p in made}
    listed = sorted((page for page in pages if page.menu is not None), key=lambda page: page.menu or 0)
    for path in published:
        files[project.on_site(path)] = (project.root / path).read_bytes()
    for path, source in docs.items():
        files[path] = _doc(view, source, project)
    for kind in project.kinds.values():
        files[f"schemas/{kind.name}.schema.json"] = _json(kind.schema)
    navigation = tuple(("Home" if page.path == "index.md" else page.title, page.path) for page in listed)
    texts = {page.path: page.blocks for page in pages if page.path not in docs}
    return Tree(files, navigation, tuple(_unreached(view)), texts, tuple(outside))


def _pictures(graph: Graph, project: Project) -> set[str]:
    """Return the pictures of the project, hidden files left out, that records show, wherever they are."""
    found = set()
    for record in graph.records:
        shown = [link for link in record.document.links if link.image]
        shown += [Link(target, "", image=True, start=0) for target in _PICTURE_TAG.findall(record.reading.body)]
        found |= {graph.destination(record, link).path for link in shown}
    return {
        path
        for path in found
        if path.lower().endswith(_PICTURES) and not re.search(r"(?:^|/)\.", path) and graph.exists(path)
        if (project.root / path).is_file()
    }


def _unreached(view: View) -> Iterator[str]:
    """Yield place and destination of every link that leads to a file of the project and yet nowhere on the site."""
    for record in view.graph.records if not view.built.repository else ():
        for link in record.document.links:
            path = view.graph.destination(record, link).path
            if path and path not in view.staged and not path.startswith("../") and view.graph.exists(path):
                yield f"{record.path}:{record.in_body(link.start).line} {link.target}"


def _docs(project: Project) -> Iterator[tuple[str, str]]:
    """Yield every file of the docs folder: where it is staged, and its path from the project's root."""
    folder = project.docs
    root = project.root / folder
    places = [f"{place.folder}/" for place in project.places if place.folder]
    for path in sorted(root.rglob("*")) if root.is_dir() else []:
        relative = path.relative_to(root)
        inside = path.resolve().is_relative_to(project.root)
        source = f"{folder}/{relative.as_posix()}"
        hidden = any(part.startswith(".") for part in relative.parts)
        if path.is_file() and inside and not hidden and not source.startswith(tuple(places)):
            yield relative.as_posix(), source


def _staged(view: View, docs: Mapping[str, str], published: Sequence[str]) -> dict[str, str]:
    """Return where each file of the project is staged, for those that are."""
    staged = {entry.path: view.record_path(entry) for entry in view.graph.entries}
    staged |= {path: view.project.on_site(path) for path in published}
    staged |= {source: path for path, source in docs.items()}
    for place in view.project.places:
        register = view.project.place(place.kind.name).register
        for name in ("", "README.md", "index.md"):
            staged.setdefault(posixpath.join(place.folder, name).rstrip("/"), register)
    return staged


def _publications(view: View, staged: Iterable[str]) -> list[Publication]:
    """Return what is published for programs, where no page or file of the project comes to the same place."""
    taken = {unquote(url) + ("index.html" if url.endswith("/") else "") for url in map(view.url, staged)}
    return [found for publish in publishers() for found in publish(view) if found.path not in taken]


def _heads(view: View, made: Sequence[Publication]) -> dict[str, list[dict[str, str]]]:
    """Return what the head of each page names, by the page's path."""
    heads: dict[str, list[dict[str, str]]] = {}
    for found in made:
        if found.page:
            url = quote(found.path)
            whole = urljoin(view.built.site, url)
            about = {"rel": found.rel, "type": found.type, "title": found.title, "url": url, "whole": whole}
            heads.setdefault(found.page, []).append(about)
    return heads


def _source(page: Page, built: Built, head: Sequence[Mapping[str, str]]) -> bytes:
    meta: dict[str, Any] = {
        "title": escape(page.title),  # the theme prints these two as they are
        "template": page.template,
        "adr": {
            **page.data,
            "built": {"as_of": built.as_of, "commit": built.commit},
            "head": head,
            "mapped": page.searchable or page.menu is not None,
        },
    }
    if page.description:
        meta["description"] = escape(page.description)
    meta["hide"] = ["navigation"] if page.template == "record.html" else ["navigation", "toc"]
    if not page.searchable:
        meta["search"] = {"exclude": True}
    text = "\n".join(as_markdown(block) for block in page.blocks)
    return f"---\n{_yaml(meta)}\n---\n\n{text}".encode()


def _yaml(value: Any) -> str:
    """Return `value` as JSON on one line that every YAML reader takes too."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return _UNSAFE_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n").encode()


def _doc(view: View, source: str, project: Project) -> bytes:
    """Return a file of the docs folder, its links to records turned into links on the site."""
    data = (project.root / source).read_bytes()
    if not source.endswith(".md"):
        return data
    text = data.decode("utf-8", "replace")
    own = Path(source).parts[0]
    raw = text.encode()
    pieces: list[bytes] = []
    done = 0
    for link in Document(text).links:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(source), cut(link.target)[0]))
        if path.startswith(f"{own}/") or link.target.startswith(("#", "http:", "https:", "mailto:")):
            continue
        target = _from_docs(view, source, link.target, path)
        at = raw.find(f"({link.target}".encode(), link.start)
        if target is not None and at >= 0:
            pieces += [raw[done:at], f"({target}".encode()]
            done = at + 1 + len(link.target.encode())
    return b"".join([*pieces, raw[done:]])


def _from_docs(view: View, source: str, address: str, path: str) -> str | None:
    """Return a link out of the docs folder as the engine wants it: the staged file, or an address elsewhere."""
    fragment = address.partition("#")[2]
    staged = view.staged.get(path)
    if staged is None:
        return view.resolver(source)(address)
    here = posixpath.dirname(view.staged[source])
    return posixpath.relpath(staged, here or ".") + (f"#{fragment}" if fragment else "")
