"""Where forges have what belongs to a file."""

from __future__ import annotations

import pytest

from adr.forge import commit_link, line_anchor, links


@pytest.mark.parametrize(
    "host,edit,history,raw,commit,line",
    [
        ("github.com", "edit/main/a%20b", "commits/main/a%20b", "raw/c/a%20b", "commit/c", "L7"),
        ("git.firm.example", "edit/main/a%20b", "commits/main/a%20b", "raw/c/a%20b", "commit/c", "L7"),
        ("gitlab.firm.example", "-/edit/main/a%20b", "-/commits/main/a%20b", "-/raw/c/a%20b", "-/commit/c", "L7"),
        ("bitbucket.org", "src/main/a%20b?mode=edit", "history-node/main/a%20b", "raw/c/a%20b", "commits/c", "lines-7"),
        ("codeberg.org", "_edit/main/a%20b", "commits/branch/main/a%20b", "raw/commit/c/a%20b", "commit/c", "L7"),
    ],
)  # fmt: skip
def test_each_forge_has_its_own_form(host: str, edit: str, history: str, raw: str, commit: str, line: str) -> None:
    base = f"https://{host}/firm/base"
    expected = {"edit": f"{base}/{edit}", "history": f"{base}/{history}", "raw": f"{base}/{raw}"}
    assert links(base, "c", "main", "a b") == expected
    assert commit_link(base, "c") == f"{base}/{commit}"
    assert line_anchor(base, 7) == line


def test_without_an_address_there_is_no_link_and_without_a_branch_the_default_one_is_meant() -> None:
    assert links("", "c", "main", "a.md") == {}
    assert commit_link("", "c") == ""
    assert links("https://github.com/firm/base", "", "", "a.md")["edit"].endswith("/edit/HEAD/a.md")
