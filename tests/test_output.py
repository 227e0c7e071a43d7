"""Output formats are found by discovery."""

from __future__ import annotations

from pathlib import Path

from adr.output import Report, names, renderer


def test_every_file_is_a_format_of_its_name_and_renders_any_report() -> None:
    folder = Path(__file__).parents[1] / "tools/adr/outputs"
    assert set(names()) == {path.stem for path in folder.glob("*.py")} - {"__init__"}
    for name in names():
        assert isinstance(renderer(name)(Report([], 0, 0)), str)


def test_every_format_has_a_test_of_its_own() -> None:
    own = {path.stem.removeprefix("test_") for path in (Path(__file__).parent / "outputs").glob("test_*.py")}
    assert own == set(names())
