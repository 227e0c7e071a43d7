"""Options of `adr check` that do not go together are refused, and say which to leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Base, Command, Write


@pytest.mark.parametrize(
    "arguments,told",
    [
        (["-", "--watch"], "leave one of --watch and `-` out"),
        (["--since", ""], "--since names a revision"),
        (["--update-baseline", "--format", "json"], "--update-baseline prints no report: leave --format out"),
        (["--update-baseline", "--output", "json=x.json"], "leave --output out"),
        (["--diff", "--statistics", "--output", "json=x.json"], "--diff prints no report: leave --statistics and"),
        (["--format", "json", "--statistics"], "leave it or --format out"),
    ],
)
def test_what_would_be_ignored_is_refused(
    arguments: list[str], told: str, base: Base, record: Write, adr: Command, tmp_path: Path
) -> None:
    base({"adrs/ADR-0001.md": record(status="Draft")})
    done = adr("check", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert not (tmp_path / "adr-baseline.json").exists()


def test_a_format_that_the_environment_names_is_overruled(
    base: Base, record: Write, adr: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    base({"adrs/ADR-0001.md": record(status="Draft")})
    monkeypatch.setenv("ADR_CHECK_FORMAT", "json")
    assert adr("check", "--statistics").out.startswith("1  ENV004")
    assert "wrote" in adr("check", "--update-baseline").out
