"""The targets of the fuzzer, on a few inputs: they read, check and tell without atheris, and let a mistake through."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from adr import check

TOOL = Path(__file__).parents[1] / "tools" / "fuzz.py"


@pytest.fixture
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz", TOOL)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("target", ["head", "record"])
def test_a_target_takes_its_seeds_and_what_is_made_of_them(fuzz: ModuleType, target: str) -> None:
    run, seeds = fuzz.checking(target), list(fuzz.seeds(target))
    assert len(seeds) > 20
    for number, seed in enumerate(seeds[:40]):
        run(seed)
        run(seed[: 7 * number])
        run(seed[::-1])
    run(b"")


def test_a_mistake_ends_the_run(fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(check, "check", broken)
    with pytest.raises(ZeroDivisionError):
        fuzz.checking("head")(b"id: ADR-0001")


def test_what_it_takes_is_said() -> None:
    done = subprocess.run([sys.executable, str(TOOL), "--help"], capture_output=True, text=True, check=True)
    assert "--runs" in done.stdout
    assert "head,record,fields" in done.stdout
