"""``adr config``: where the program and its templates are, for a shell to evaluate."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence

from adr.adrtools.answer import Answer
from adr.adrtools.template import FOLDER

HELP = """\
usage: adr config

Prints two settings of the installation for a shell to evaluate: `adr_bin_dir`, where the command is, and
`adr_template_dir`, where template.md and init.md are.
"""


def run(arguments: Sequence[str]) -> Answer:  # noqa: ARG001 - adr-tools reads none
    """Print the settings."""
    command = os.path.dirname(os.path.abspath(sys.argv[0]))
    return Answer(f"adr_bin_dir={_quoted(command)}\nadr_template_dir={_quoted(FOLDER)}\n")


def _quoted(text: str) -> str:
    """Return `text` in the quotes that a shell reads as it stands."""
    escaped = re.sub(r'[\\"$`]', lambda found: f"\\{found[0]}", text)
    return f'"{escaped}"'
