"""``adr completion``: scripts that shells accept."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Command


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(adr: Command, shell: str) -> None:
    done = adr("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert "_ADR_COMPLETE" in done.out
    if program := shutil.which(shell):
        checked = subprocess.run([program, "-n"], input=done.out, text=True, capture_output=True, check=False)
        assert checked.returncode == 0, checked.stderr


def test_an_unknown_shell_is_refused(adr: Command) -> None:
    done = adr("completion", "tcsh")
    assert done.code == 2
    assert "fish" in done.err
