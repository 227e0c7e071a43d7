"""``adr config`` as adr-tools has it: a shell evaluates it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from adr.adrtools.template import FOLDER

if TYPE_CHECKING:
    from tests.adrtools.conftest import Run


def test_a_shell_finds_the_templates(adr_tools: Path, run: Run) -> None:
    done = run("config", at=adr_tools)
    script = f'{done.out}\ntest -d "$adr_bin_dir" && printf %s "$adr_template_dir"'
    found = subprocess.run(["bash", "-ec", script], capture_output=True, text=True, check=True)
    assert found.stdout == FOLDER
    assert (Path(found.stdout) / "template.md").is_file()
