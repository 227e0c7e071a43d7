"""What other repositories run of ours: the hooks of pre-commit, the GitHub action, the GitLab template. All are run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

ROOT = Path(__file__).resolve().parent.parent
FILE, OTHER = "adrs/ADR-0001-use-postgresql.md", "adrs/ADR-0002-use-mysql.md"


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def shell(script: str, folder: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Run a script as runners do: bash that ends at the first failure."""
    env = os.environ | surroundings
    env["PATH"] = (
        f"{surroundings.get('PATH', '')}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def clone(base: Base, record: Write, tmp_path: Path) -> Path:
    """Return a clone on a branch that gives a number which its target branch has given since."""
    base({FILE: record()})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "one")
    copy = tmp_path.parent / f"{tmp_path.name}-clone"
    git(tmp_path, "clone", "--quiet", str(tmp_path), str(copy))
    (tmp_path / "adrs/ADR-0002-of-main.md").write_text(record("ADR-0002"))
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "two")
    git(copy, "checkout", "--quiet", "-b", "topic")
    (copy / OTHER).write_text(record("ADR-0002"))
    git(copy, "add", ".")
    git(copy, "commit", "--quiet", "-m", "three")
    return copy


@pytest.mark.parametrize("hook", read(".pre-commit-hooks.yaml"), ids=lambda hook: hook["id"])
def test_a_hook_fails_where_its_command_does(hook: dict[str, Any], base: Base, record: Write, tmp_path: Path) -> None:
    assert hook["language"] == "python"
    base({FILE: record()})
    assert shell("adr index", tmp_path).returncode == 0
    done = shell(hook["entry"], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    (tmp_path / OTHER).write_text(record("ADR-0002", status="Acepted"))
    assert shell(hook["entry"], tmp_path).returncode == 1


def steps() -> dict[str, dict[str, Any]]:
    return {step["name"]: step for step in read("action.yml")["runs"]["steps"] if "name" in step}


def check_action(
    folder: Path, directory: str = ".", arguments: str = "", base: str = ""
) -> subprocess.CompletedProcess[str]:
    step = steps()["Check records"]
    values = {"inputs.directory": directory, "inputs.arguments": arguments, "github.base_ref": base}
    env = {name: values[value.removeprefix("${{ ").removesuffix(" }}")] for name, value in step["env"].items()}
    assert "${{" not in step["run"], "a value in a script is run by it"
    return shell(step["run"], folder, **env, GITHUB_STEP_SUMMARY=str(folder.parent / "summary.md"))


def test_the_action_compares_a_pull_request_with_its_target(clone: Path) -> None:
    assert check_action(clone).returncode == 0
    done = check_action(clone, base="main")
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"::error file={OTHER}" in done.stdout
    assert OTHER in (clone.parent / "summary.md").read_text(encoding="utf-8")


def test_a_target_that_cannot_be_fetched_is_said_after_what_was_found(clone: Path) -> None:
    done = check_action(clone, base="nowhere")
    assert done.returncode == 2
    assert "::warning title=Not checked::" in done.stdout
    assert "records checked" in done.stdout
    (script,) = read("tools/ci/gitlab.yml")["adr-check"]["script"]
    assert shell(script, clone, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="nowhere").returncode == 2
    assert "ENV014" in (clone / "junit.xml").read_text(encoding="utf-8")


def test_the_action_takes_a_folder_and_arguments(base: Base, record: Write, tmp_path: Path) -> None:
    base({FILE: record(), "sub dir/adr.toml": "", f"sub dir/{FILE}": record(status="x")})
    assert check_action(tmp_path).returncode == 0
    done = check_action(tmp_path, "sub dir", "--format json --no-baseline")
    assert done.returncode == 1
    assert done.stdout.startswith("[")
    assert check_action(tmp_path, arguments="; touch pwned").returncode == 2
    assert not (tmp_path / "pwned").exists()


def test_what_is_installed_is_this_repository(tmp_path: Path) -> None:
    fake = tmp_path / "python"
    fake.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    fake.chmod(0o755)
    install = steps()["Install adr"]["run"]
    done = shell(install, tmp_path, PATH=str(tmp_path), GITHUB_ACTION_PATH="/some where")
    assert done.stdout.splitlines()[-1] == "/some where"
    (line,) = read("tools/ci/gitlab.yml")["adr-check"]["before_script"]
    done = shell(line, tmp_path, PATH=str(tmp_path), ADR_PACKAGE="adr-playbook==0.1.0")
    assert done.stdout.splitlines()[-1] == "adr-playbook==0.1.0"


WORKFLOWS = ["tools/adr/starter/.github/workflows/playbook.yml", ".github/workflows/records.yml"]


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_a_workflow_runs_each_day_with_the_whole_history_and_may_upload_what_it_found(workflow: str) -> None:
    found = read(workflow)
    assert set(found[True]) >= {"push", "pull_request", "schedule"}, "YAML 1.1 reads `on` as true"
    (schedule,) = found[True]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", schedule["cron"])
    steps = found["jobs"]["check"]["steps"]
    assert steps[0]["with"] == {"fetch-depth": 0}
    assert found["permissions"] == {"contents": "read", "security-events": "write"}
    (upload,) = (step for step in steps if "upload-sarif" in step.get("uses", ""))
    assert (upload["if"], upload["with"]["sarif_file"]) == ("always()", "adr.sarif")
    assert "sarif=adr.sarif" in str(steps[:-1])


def test_the_starters_check_tells_pull_requests_of_their_records_and_each_morning_of_all(
    clone: Path, record: Write, adr: Command, tmp_path: Path
) -> None:
    fresh = tmp_path.parent / "fresh"
    fresh.mkdir()
    assert adr("init", "--owner", "m.okafor", at=fresh).code == 0
    workflow = yaml.safe_load((fresh / ".github/workflows/playbook.yml").read_text(encoding="utf-8"))
    (script,) = (step["run"] for step in workflow["jobs"]["check"]["steps"] if "adr check" in step.get("run", ""))
    assert "--as-of" not in script, "a run without it counts from the day on which it runs"
    (clone / FILE).write_text(record(status="proposed", impact="low"))
    git(clone, "commit", "--quiet", "-am", "a record that nobody looks at")
    git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/trunk")
    (clone / "adrs/ADR-0003-z.md").write_text(record("ADR-0003", title="Use something else"))
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "a change of another")
    summary = clone.parent / "summary.md"
    late = {"ADR_CHECK_AS_OF": "2027-03-02", "GITHUB_STEP_SUMMARY": str(summary)}
    pull_request = shell(script, clone, **late, GITHUB_BASE_REF="trunk")
    assert f"::warning file={FILE}" not in pull_request.stdout, pull_request.stdout
    assert "Not checked" not in pull_request.stdout
    morning = shell(script, clone, **late)
    assert f"::warning file={FILE}" in morning.stdout, morning.stdout
    assert FILE in summary.read_text(encoding="utf-8")
    results = json.loads((clone / "adr.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert FILE in {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    assert morning.returncode == 1, "the proposal is short of fields"
    for path in (clone / "adrs").iterdir():
        path.unlink()
    (clone / FILE).write_text(record())
    assert shell(script, clone, **late).returncode == 0


def test_the_gitlab_job_runs_in_schedules() -> None:
    rules = [rule["if"] for rule in read("tools/ci/gitlab.yml")["adr-check"]["rules"]]
    assert '$CI_PIPELINE_SOURCE == "schedule"' in rules


def test_the_gitlab_job_compares_a_merge_request_with_its_target(clone: Path) -> None:
    job = read("tools/ci/gitlab.yml")["adr-check"]
    (script,) = job["script"]
    assert shell(script, clone).returncode == 0
    done = shell(script, clone, CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    assert done.returncode == 1, done.stdout + done.stderr
    for report in job["artifacts"]["reports"].values():
        assert "ADR-0002" in (clone / report).read_text(encoding="utf-8")
