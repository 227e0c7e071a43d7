"""Records are untrusted text: a real browser executes none of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.site.conftest import Serve, Visit

from adr.project import find
from adr.site.engine_mkdocs import build

VECTORS = [
    "<script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    "<svg onload=pwned()><script>pwned()</script></svg>",
    "<iframe srcdoc='<script>parent.pwned()</script>'></iframe>",
    "<a href='javascript:pwned()' id=\"go\">x</a>",
    "[x](javascript:pwned())",
    "[x](JaVaScRiPt&#58;pwned())",
    "![x](data:text/html,<script>pwned()</script>)",
    "<details open ontoggle=pwned()>x</details>",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwned()></style></mglyph></table></mtext></math>",
    "<style>@import 'javascript:pwned()'; body{background:url(https://outside.example/x)}</style>",
    "<form action=https://outside.example><input autofocus onfocus=pwned()></form>",
    "<base href=https://outside.example/>",
    "<meta http-equiv=refresh content='0;url=https://outside.example/'>",
    "<object data=https://outside.example/x></object>",
    "{{ config }} {% raw %} ${pwned()} {: onclick=pwned() }",
    "</div></article><script>pwned()</script>",
    '"><script>pwned()</script>',
    "`</code><script>pwned()</script>`",
    "<div id=__search class=md-overlay markdown=1>\n\n# <img src=x onerror=pwned()>\n\n</div>",
]


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose every text is an attack."""
    root = tmp_path_factory.mktemp("hostile")
    (root / "adr.toml").write_text('name = "<script>pwned()</script>"\n')
    (root / "governance").mkdir()
    (root / "governance" / "people.yml").write_text(
        '- {handle: eve, name: "<img src=x onerror=pwned()>", kind: person}\n'
    )
    folder = root / "adrs"
    folder.mkdir()
    for number, vector in enumerate(VECTORS, 1):
        quoted = vector.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        (folder / f"ADR-{number:04d}-x.md").write_text(
            f'---\nid: ADR-{number:04d}\nkind: decision\ntitle: "{quoted}"\nstatus: "{quoted}"\ndate: "{quoted}"\n'
            f'owner: "{quoted}"\ntags: ["{quoted}"]\ndecision-makers: [eve]\nconfirmation: "{quoted}"\n'
            f'lock-in: {{vendor: "{quoted}"}}\nlinks: [{{url: "javascript:pwned()", title: "{quoted}"}}]\n'
            f'relations: {{"{quoted}": ["{quoted}"], supersedes: [ADR-0001]}}\n---\n\n# {vector}\n\n## {vector}\n\n'
            f"{vector}\n\nADR-0002 {vector}.\n\n| a |\n|---|\n| {vector} |\n\n```html\n{vector}\n```\n"
        )
    (folder / "ADR-0099-<img src=x onerror=pwned()>.md").write_text("<script>pwned()</script>")
    (folder / 'ADR-0098-" onmouseover=pwned() x=".md').write_text("x")
    output = root / "site"
    build(find(root), output, as_of="2026-01-01")
    return output


def test_no_attack_runs_or_leaves_the_site(hostile_site: Path, serve: Serve, visit: Callable[..., Visit]) -> None:
    base = serve(hostile_site)
    pages = sorted(path.relative_to(hostile_site).as_posix() for path in hostile_site.rglob("*.html"))
    pages = [path for path in pages if not path.startswith("r/")]  # they lead away at once, to these
    assert len(pages) > len(VECTORS)
    seen = visit()
    ran: list[str] = []
    seen.page.expose_function("pwned", lambda: ran.append(seen.page.url))
    seen.page.on("dialog", lambda dialog: dialog.dismiss())
    for path in pages:
        seen.page.goto(base + quote(path))
        seen.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = !d.open })")
        scripts = seen.page.locator("a[href^='javascript']").all()
        ran += [f"{path}: {link.get_attribute('href')}" for link in scripts]
    seen.page.goto(base)
    seen.page.keyboard.press("Control+k")
    for words in ("ADR-0018", "pwned", "onerror"):
        seen.page.keyboard.type(words)
        seen.page.locator("[role=option]").first.wait_for()
        seen.page.keyboard.press("Control+a")
    assert ran == []
    assert seen.outside(base) == []
