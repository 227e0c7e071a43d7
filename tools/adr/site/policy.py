"""What a page's browser is told to refuse: everything but what the site itself brings (Content-Security-Policy)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(scripts: str, config: MkDocsConfig) -> str:
    """Return the policy of a page on which, besides files, the theme's own inline `scripts` run.

    They are known by their contents; nothing that a record says can be among them. A host that the site's author names
    in `extra_javascript` or `extra_css` is let in.
    """
    return _policy(scripts, _hosts(map(str, config.extra_javascript)), _hosts(map(str, config.extra_css)))


@cache
def _policy(scripts: str, script_hosts: str, style_hosts: str) -> str:
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in _SCRIPT.findall(scripts))
    return "; ".join((
        "default-src 'none'",
        f"script-src 'self' {hashes}{script_hosts}",
        f"style-src 'self'{style_hosts}",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    ))  # fmt: skip


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _hosts(addresses: Iterable[str]) -> str:
    found = {f"https://{urlsplit(a).netloc}" for a in addresses if a.startswith("https://")}
    return "".join(f" {host}" for host in sorted(found) if re.fullmatch(r"https://[\w.:-]+", host))
