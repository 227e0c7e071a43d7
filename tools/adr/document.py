"""What a document shows to one HTML file: styles, fonts and pictures in it, no script, and nothing that is fetched."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adr.embedding import breakable
from adr.finding import CannotRunError, printable

_SITE = Path(__file__).parent / "site"
_FONTS = {
    "Inter": "inter-latin-wght-normal.woff2",
    "Source Serif 4": "source-serif-4-latin-wght-normal.woff2",
}

_REGION, _GROUP = '<div class="adr-scroll" role="region"', '<div class="adr-scroll" role="group"'
"""A page has a landmark for each table; in a document of many records there would be too many of one name."""


def document(about: Mapping[str, Any]) -> str:
    """Return the HTML of a document, made by the template ``print/pack.html`` of `about`.

    A policy in its head lets a browser load nothing: styles are those whose digest it names, pictures and fonts are
    written out.
    """
    from jinja2 import Environment, FileSystemLoader, select_autoescape

    environment = Environment(
        loader=FileSystemLoader([_SITE / "print", _SITE / "templates"]),
        autoescape=select_autoescape(default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["url"] = str
    styles = f"\n{_faces()}{(_SITE / 'print' / 'pack.css').read_text(encoding='utf-8')}"
    digest = b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; font-src data:; base-uri 'none'"
    policy += "; form-action 'none'"
    text = environment.get_template("pack.html").render(pack=about, styles=styles, policy=policy)
    text = breakable(text.replace(_REGION, _GROUP))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return printable(text).encode("utf-8", "replace").decode()


def save(path: Path, data: bytes) -> None:
    """Write a document, unless it is there already as it is.

    Raises CannotRunError where something else is there, and where it cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        message = f"{path} is already there, and nothing is overwritten: remove it, or name another"
        raise CannotRunError(message) from None
    except OSError as error:
        raise CannotRunError(f"{path} cannot be written: {error.strerror}") from None


def _faces() -> str:
    """Return the rules that bring the fonts along: 130 kB, so that a document looks the same everywhere."""
    found = []
    for name, file in _FONTS.items():
        data = b64encode((_SITE / "assets" / "fonts" / file).read_bytes()).decode()
        found.append(
            f'@font-face {{ font-family: "{name}"; font-weight: 200 900; font-style: normal;'
            f' src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
        )
    return "".join(found)
