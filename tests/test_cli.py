"""The command line itself: what happens when something goes wrong that is nobody's record."""

from __future__ import annotations

from pathlib import Path

import pytest

from adr.cli import run


def test_an_internal_error_is_one_line_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ADR_DEBUG", raising=False)
    (tmp_path / "adr.toml").write_text('name = "Broken theme"\n')
    (tmp_path / "adrs").mkdir()
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "home.html").write_text("{{ nothing.there.at.all }}")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, custom_dir: overrides}\nplugins: [adr]\n"
    )
    assert run(["-C", str(tmp_path), "build"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("adr: internal error: UndefinedError: 'nothing' is undefined\n")
    assert "Traceback" not in error


def test_an_internal_error_shows_its_place_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADR_DEBUG", "1")
    (tmp_path / "adr.toml").write_text("")
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / "home.html").write_text("{{ nothing.there.at.all }}")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, custom_dir: overrides}\nplugins: [adr]\n"
    )
    with pytest.raises(Exception, match="nothing"):
        run(["-C", str(tmp_path), "build"])


def test_an_unknown_option_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["list", "--jsn"]) == 2
    assert "--json" in capsys.readouterr().err


def test_variables_of_the_environment_set_options(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "adr.toml").write_text("")
    monkeypatch.setenv("ADR_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("ADR_CHECK_FORMAT", "json")
    assert run(["check"]) == 0
    assert capsys.readouterr().out == "[]\n"
