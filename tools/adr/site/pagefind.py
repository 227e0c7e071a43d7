"""Pagefind, run on a built site: a full-text index in pieces, of which a search loads those that it needs."""

from __future__ import annotations

import subprocess
from pathlib import Path

from adr.finding import CannotRunError

_INTERFACES = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js")
"""What it brings for readers, none of which the site uses."""


def index(site: Path) -> None:
    """Index the site in a folder, into its subfolder ``pagefind``. Raises CannotRunError with Pagefind's words."""
    from pagefind_bin import get_executable

    command = [str(get_executable()), "--site", str(site), "--output-subdir", "pagefind", "--quiet"]
    command += ["--exclude-selectors", ".headerlink"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    except OSError as error:
        raise CannotRunError(f"cannot run Pagefind: {error.strerror}") from None
    if done.returncode:
        raise CannotRunError(f"Pagefind ended with {done.returncode}: {(done.stderr or done.stdout).strip()[:2000]}")
    for pattern in _INTERFACES:
        for path in (site / "pagefind").glob(pattern):
            path.unlink()
