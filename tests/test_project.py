"""Settings and paths: found from any folder, and refused where they would be misread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from adr.catalogue import load_kinds
from adr.finding import Severity
from adr.project import ProjectError, find
from adr.schemas import output_schema

if TYPE_CHECKING:
    from tests.conftest import Base


def test_the_nearest_settings_above_make_the_project(tmp_path: Path) -> None:
    (tmp_path / "inner/deep").mkdir(parents=True)
    (tmp_path / "adr.toml").write_text('name = "outer"\n')
    (tmp_path / "inner/adr.toml").write_text('name = "inner"\n')
    assert find(tmp_path / "inner/deep").name == "inner"
    assert find(tmp_path).name == "outer"
    assert find(tmp_path / "inner/deep").relative(tmp_path / "inner/deep/x.md") == "deep/x.md"


def test_without_settings_one_is_told_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="`adr init` makes one"):
        find(tmp_path)


def test_a_folder_that_does_not_exist_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="is not a folder"):
        find(tmp_path / "nowhere")


def test_settings_elsewhere_leave_the_project_untouched(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "mine.toml").write_text('name = "read only"\n[kinds.learning]\nenabled = false\n')
    project = find(tmp_path / "project", tmp_path / "mine.toml")
    assert (project.root, project.name) == (tmp_path / "project", "read only")
    assert list(project.kinds) == ["decision", "playbook"]
    assert list((tmp_path / "project").iterdir()) == []


def test_empty_settings_have_defaults(base: Base, tmp_path: Path) -> None:
    project = base({})
    assert project.name == tmp_path.name
    assert [(p.kind.name, p.folder, p.dialect) for p in project.places] == [
        ("decision", "adrs", ""),
        ("learning", "learnings", ""),
        ("playbook", "playbooks", ""),
    ]
    assert project.max_bytes == 2 * 1024 * 1024
    assert project.weights("ENV001", Severity.ERROR).severity is Severity.ERROR


def test_settings_move_switch_off_and_weigh(base: Base) -> None:
    project = base(
        {
            "adr.toml": '[kinds.decision]\nfolder = "docs/decisions/"\ndialect = "madr"\n'
            "[kinds.playbook]\nenabled = false\n"
            '[rules.ENV007]\nseverity = "off"\n[rules.ENV008]\nseverity = "warning"\n'
        }
    )
    assert [(p.folder, p.dialect) for p in project.places] == [("docs/decisions", "madr"), ("learnings", "")]
    assert not project.weights("ENV007", Severity.ERROR).runs
    assert project.weights("ENV008", Severity.ERROR).severity is Severity.WARNING
    assert project.weights("ENV008", Severity.ERROR).of("decision", "draft") == "warning"
    assert project.weights("ENV001", Severity.ERROR).of("decision", "draft") is None


def test_a_byte_order_mark_in_settings_is_no_obstacle(base: Base) -> None:
    assert base({"adr.toml": b'\xef\xbb\xbfname = "x"\n'}).name == "x"


@pytest.mark.parametrize(
    "text,message",
    [
        ("name = ", "adr.toml: "),
        (b"name = 'x'\n# \xff\n", "adr.toml:2: the file is not UTF-8; save it as UTF-8"),
        ("name = 3\n", "`name` is 3, expected str"),
        ("nam = 'x'\n", r"`nam` is not a setting; did you mean `name`\?"),
        ("kinds = 3\n", "`kinds` is 3, expected object"),
        ("[kinds.decison]\n", r"no kind is called `decison`; did you mean `decision`\?"),
        ("[kinds.decision]\nfoldr = 'x'\n", r"`kinds.decision.foldr` is not a setting; did you mean `folder`\?"),
        ("[kinds.decision]\ndialect = 'mard'\n", r"`mard`; did you mean `madr`\?"),
        ("[kinds.decision]\nenabled = 'no'\n", "expected bool"),
        ("[kinds.decision]\nfolder = '/etc'\n", "leaves the project"),
        ("[kinds.decision]\nfolder = 'a/../../b'\n", "leaves the project"),
        ("[rules.ENV001]\nseverity = 'eror'\n", r"'eror'; did you mean `error`\?"),
        ("[rules]\nENV001 = 'off'\n", "`rules.ENV001` is 'off'"),
        ("max-bytes = 'big'\n", "expected int"),
        ("max-bytes = true\n", "expected int"),
        ("[site]\nengine = 'hugo'\n", "`site.engine` is not a setting"),
    ],
)
def test_settings_that_would_be_misread_are_refused(base: Base, text: str | bytes, message: str) -> None:
    with pytest.raises(ProjectError, match=message):
        base({"adr.toml": text})


def test_settings_that_cannot_be_opened_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="No such file"):
        find(tmp_path, tmp_path / "none.toml")


def test_an_unknown_kind_is_refused_with_the_nearest(base: Base) -> None:
    with pytest.raises(ProjectError, match=r"no kind is called `decison`; did you mean `decision`\?"):
        base({}).kind("decison")


def test_a_projects_own_kind_is_switched_on(base: Base) -> None:
    schema = "x-extends: decision\nx-prefix: RFC\nx-folder: rfcs\n"
    project = base({".adr/kinds/rfc/schema.yaml": schema, "adr.toml": '[kinds.rfc]\nfolder = "docs/rfcs"\n'})
    assert project.place("rfc").folder == "docs/rfcs"
    assert list(project.kinds) == [*load_kinds(), "rfc"]


def test_the_schema_of_settings_lists_what_is_accepted(base: Base) -> None:
    described = output_schema("settings")["properties"]
    samples = {"name": '"x"', "owner": '"m.okafor"', "max-bytes": "1"}
    assert base({"adr.toml": "".join(f"{k} = {v}\n" for k, v in samples.items())}).settings
    tables = {"site": {"url": '"https://x.example"'}, "index": {"json": '"i.json"'}}
    for table, values in tables.items():
        assert set(values) <= set(described[table]["properties"])
        assert base({"adr.toml": f"[{table}]\n" + "".join(f"{k} = {v}\n" for k, v in values.items())}).settings
    for name in described:
        if name not in {*samples, "kinds", "rules"}:
            with pytest.raises(ProjectError, match=f"`{name}` is 3"):
                base({"adr.toml": f"{name} = 3\n"})


def test_two_kinds_do_not_share_a_folder(base: Base) -> None:
    with pytest.raises(ProjectError, match="adrs"):
        _ = base({"adr.toml": '[kinds.learning]\nfolder = "adrs"\n'}).places
