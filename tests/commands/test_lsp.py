"""``adr lsp`` where it cannot serve; what it serves is in ``tests/lsp``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "class Hide:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.partition('.')[0] in ('pygls', 'lsprotocol'): raise ModuleNotFoundError(name)\n"
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, package=None: None if name == 'pygls' else real(name, package)\n"
        "sys.meta_path.insert(0, Hide())\n"
        "from adr.cli import run; sys.exit(run(['lsp']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert 'pip install "adr-playbook[lsp]"' in done.stderr
    assert "Traceback" not in done.stderr


def test_it_ends_when_the_editor_is_gone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "adr", "lsp"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"")
