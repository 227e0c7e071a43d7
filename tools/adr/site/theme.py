"""What the site looks like on Material for MkDocs, as far as a project's own ``mkdocs.yml`` does not say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.theme import Theme

from adr.site.stage import ASSETS, TEMPLATES

_DEFAULTS: dict[str, Any] = {
    "font": False,
    "language": "en",
    "features": [
        "content.code.copy",
        "navigation.footer",
        "navigation.indexes",
        "navigation.tabs",
        "navigation.top",
        "navigation.tracking",
        "search.highlight",
        "search.suggest",
        "toc.follow",
    ],
    "palette": [
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/weather-night", "name": "Switch to dark mode"},
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": "material/weather-sunny", "name": "Switch to light mode"},
        },
    ],
    "icon": {"logo": "material/book-open-page-variant-outline"},
}

_EXTENSIONS: dict[str, dict[str, Any]] = {
    "admonition": {},
    "attr_list": {},
    "tables": {"use_align_attribute": True},
    "toc": {"permalink": True},
    "pymdownx.details": {},
    "pymdownx.highlight": {"anchor_linenums": False},
    "pymdownx.superfences": {},
}


def dress(config: MkDocsConfig) -> None:
    """Give a MkDocs configuration our templates, styles and defaults; what its author set stays.

    Raises PluginError where the theme is not Material, whose templates ours build on.
    """
    if config.theme.name != "material":
        raise PluginError(f"adr: the site builds on `theme: material`, not on `{config.theme.name}`")
    untouched = Theme(name="material")
    for name, value in _DEFAULTS.items():
        if config.theme.get(name) == untouched.get(name):
            config.theme[name] = value
    custom = 1 if config.theme.custom_dir else 0
    if str(TEMPLATES) not in config.theme.dirs:
        config.theme.dirs.insert(custom, str(TEMPLATES))
    for name, options in _EXTENSIONS.items():
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        if name not in config.mdx_configs:
            config.mdx_configs[name] = options
    styles = [f"assets/adr/{path.name}" for path in sorted(ASSETS.glob("*.css"))]
    config.extra_css[:0] = [style for style in styles if style not in config.extra_css]


def navigation(generated: Sequence[tuple[str, str]], docs: Sequence[str]) -> list[Any]:
    """Return the site's navigation: the generated pages that ask for a place, then the docs folder."""
    entries: list[Any] = [{title: path} for title, path in generated]
    return entries + _tree([path for path in docs if path.endswith(".md") and path != "index.md"])


def _tree(paths: Sequence[str]) -> list[Any]:
    """Return nested entries for `paths`: a folder is a section, its index first."""
    folders: dict[str, list[str]] = {}
    entries: list[Any] = []
    for path in sorted(paths, key=lambda path: (path != "index.md", path)):
        folder, _, rest = path.partition("/")
        if rest:
            folders.setdefault(folder, []).append(rest)
        else:
            entries.append(path)
    for folder, below in folders.items():
        nested = _prefixed(_tree(below), folder)
        entries.append({folder.replace("-", " ").capitalize(): nested})
    return entries


def _prefixed(entries: list[Any], folder: str) -> list[Any]:
    return [
        f"{folder}/{e}" if isinstance(e, str) else {title: _prefixed(inner, folder) for title, inner in e.items()}
        for e in entries
    ]
