"""Our reading of front matter for programs that use python-frontmatter."""

from __future__ import annotations

from typing import Any

import ryaml
from frontmatter.default_handlers import BaseHandler

from adr.frontmatter import FENCE, MalformedError, load, split


class Handler(BaseHandler):
    """python-frontmatter's handler for YAML 1.2, as the records use it.

    It refuses duplicate keys, bounds aliases, and keeps as text what YAML 1.1 would have turned into
    something else: ``no``, ``010``, ``1:30`` and dates.
    """

    FM_BOUNDARY = FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def detect(self, text: str) -> bool:
        """Tell whether `text` starts with front matter."""
        return FENCE.match(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body, each to the byte; raises MalformedError where there is none."""
        parts = split(text)
        if parts is None:
            raise MalformedError("no front matter", help_="start the file with a line `---`")
        return parts.head, parts.body

    def load(self, fm: str) -> dict[str, Any]:
        """Parse YAML 1.2; raises MalformedError with the place, counted within `fm`."""
        return load(fm)

    def export(self, metadata: dict[str, object], **_: object) -> str:
        """Write `metadata` as YAML; for new files only, since records are edited in place."""
        return str(ryaml.dumps(metadata)).rstrip("\n")
