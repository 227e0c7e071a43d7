"""Ways to records by what connects them, in a real browser: options, failures, triggers, the graph."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.site.conftest import AS_OF, EXAMPLE, Serve, Visit

from adr.project import find
from adr.site.engine_mkdocs import build

Open = Callable[..., Visit]

LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]
ADDRESSES = {
    "explore": "explore/",
    "options": "options/",
    "options by words": "options/?words=gateway",
    "failures": "failures/",
    "a failure": "failures/brittle-handoff/",
    "triggers": "playbooks/by-trigger/",
    "graph": "graph/",
    "graph around a record": "graph/?from=ADR-0010",
    "no such record": "graph/?from=ADR-9999",
    "not there": "404.html",
}


def rows(page: Page) -> list[str]:
    """Return the heads of the rows that are shown."""
    return page.locator(".adr-ways__rows tbody tr:visible th").all_inner_texts()


@pytest.mark.parametrize("scheme, width", LOOKS)
@pytest.mark.parametrize("name", ADDRESSES)
def test_it_is_accessible(example_site: Path, serve: Serve, visit: Open, name: str, scheme: str, width: int) -> None:
    base = serve(example_site)
    seen = visit(scheme, width)
    seen.page.goto(base + ADDRESSES[name], wait_until="networkidle")
    results = Axe().run(seen.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()
    assert seen.outside(base) == []
    assert seen.errors == []
    assert seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_one_entry_of_the_navigation_leads_to_every_way(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit(script=False).page
    base = serve(example_site)
    page.goto(base)
    page.get_by_role("navigation", name="Tabs").get_by_role("link", name="Explore").click()
    links = page.locator(".adr-ways a")
    assert links.count() == 4
    for url in links.evaluate_all("links => links.map((a) => a.href)"):
        assert page.goto(url).status == 200  # type: ignore[union-attr]
        assert page.get_by_role("link", name="Explore").count() >= 1


def test_options_are_filtered_by_words_that_stay_in_the_address(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site) + "options/")
    assert len(rows(page)) == 37
    page.keyboard.press("/")
    page.keyboard.type("gateway manag")
    assert rows(page) == ["Managed gateway"]
    expect(page.get_by_role("status").filter(has_text="1 here")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?words=gateway\+manag$"))
    page.reload()
    assert rows(page) == ["Managed gateway"]
    page.get_by_role("searchbox", name="Filter options").focus()
    page.keyboard.press("Escape")
    assert len(rows(page)) == 37


def test_an_option_leads_to_where_the_decision_weighs_it(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit(script=False).page
    page.goto(serve(example_site) + "options/")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Central gateway", exact=True))
    found = [" ".join(text.split())[:17] for text in row.locator("li").all_inner_texts()]
    assert found == ["rejected ADR-0004", "rejected ADR-0001"]
    row.get_by_role("link").first.click()
    assert page.url.endswith("#considered-options")
    assert page.locator("#considered-options").count() == 1


def test_many_options_are_pages_by_name_and_the_filter_sees_all(tmp_path: Path, serve: Serve, visit: Open) -> None:
    (tmp_path / "adr.toml").write_text("")
    (tmp_path / "adrs").mkdir()
    for number in range(1, 102):
        options = "".join(f"- {letter}x option {number}\n" for letter in "abcde")
        text = (
            f"---\nid: ADR-{number:04d}\nkind: decision\ntitle: T\nstatus: proposed\ndate: 2026-01-01\n---\n\n# T\n\n"
        )
        text += f"## Considered Options\n\n{options}- Do nothing\n"
        (tmp_path / "adrs" / f"ADR-{number:04d}-t.md").write_text(text)
    build(find(tmp_path), tmp_path / "site", as_of="2026-01-01")
    page = visit().page
    page.goto(serve(tmp_path / "site") + "options/")
    assert len(rows(page)) == 200
    links = page.get_by_role("navigation", name="Pages of this list").first.get_by_role("link")
    assert links.all_inner_texts() == ["Bx\u2013Dx", "Dx\u2013Ex"]
    page.get_by_role("searchbox", name="Filter options").fill("ex option 99")
    assert rows(page) == []
    page.get_by_role("link", name="ex option 99", exact=True).click()
    expect(page).to_have_url(re.compile(r"options/page-3/\?words=ex"))
    assert rows(page) == ["ex option 99"]
    page.goto(page.url.partition("page-3")[0] + "page-3/?words=do+nothing")
    page.get_by_role("link", name="Do nothing", exact=True).click()
    expect(page).to_have_url(re.compile(r"words=Do\+nothing"))
    expect(page.get_by_role("status").filter(has_text="1 here")).to_be_visible()
    assert rows(page) == ["Do nothing"]
    assert page.locator(".adr-fates:visible li").count() == 51, "the fifty latest, and how many are older"


def test_lists_of_ways_are_in_no_search(example_site: Path) -> None:
    text = (example_site / "search" / "index.js").read_text()
    assert '"ADR-0010"' in text
    for place in ("explore/", "options/", "failures/", "graph/", "playbooks/by-trigger/"):
        assert f'"{place}"' not in text


def test_a_failure_that_nothing_answers_stands_out_in_words(tmp_path: Path, serve: Serve, visit: Open) -> None:
    def write(path: str, more: str) -> None:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        id_ = path.partition("/")[2][:8]
        (tmp_path / path).write_text(f"---\nid: {id_}\ntitle: {id_} <b>\ndate: 2026-01-01\n{more}---\n\n# {id_} <b>\n")

    (tmp_path / "adr.toml").write_text("")
    actions = "actions: [{id: A1, status: open}, {id: A2, status: done}, {id: A3, status: done}]\n"
    write("learnings/LRN-0001-a.md", "kind: learning\nstatus: published\nfailure-class: data-drift\n" + actions)
    write("learnings/LRN-0002-b.md", "kind: learning\nstatus: published\nfailure-class: data-drift\n")
    write("learnings/LRN-0003-c.md", "kind: learning\nstatus: published\nfailure-class: migration\n")
    write("learnings/LRN-0004-d.md", "kind: learning\nstatus: withdrawn\nfailure-class: other\n")
    write("learnings/LRN-0005-e.md", "kind: learning\nstatus: published\nfailure-class: change\n")
    write("adrs/ADR-0001-f.md", "kind: decision\nstatus: accepted\nrelations: {learned-from: [LRN-0001]}\n")
    write("adrs/ADR-0002-g.md", "kind: decision\nstatus: proposed\nrelations: {learned-from: [LRN-0003]}\n")
    write("adrs/ADR-0003-h.md", "kind: decision\nstatus: rejected\nrelations: {learned-from: [LRN-0002]}\n")
    write("adrs/ADR-0004-j.md", "kind: decision\nstatus: accepted\nrelations: {learned-from: [LRN-0005]}\n")
    write("playbooks/PLB-0001-i.md", "kind: playbook\nstatus: active\nrelations: {implements: [ADR-0001]}\n")
    build(find(tmp_path), tmp_path / "site", as_of="2026-02-01")
    page = visit(script=False).page
    page.goto(serve(tmp_path / "site") + "failures/")
    found = [" ".join(text.split()) for text in page.locator("tbody tr").all_inner_texts()]
    assert found == [
        "Data drift partly answered 2 1 1 0 1 open, 2 done",
        "Migration unanswered 1 1 0 0 0 open, 0 done",
        "Change answered 1 1 0 0 0 open, 0 done",
    ]
    expect(page.get_by_text("Unanswered: migration.")).to_be_visible()
    page.get_by_role("link", name="Data drift").click()
    lessons = page.get_by_role("region", name="Learnings").locator("tbody tr")
    assert "unanswered" in lessons.filter(has_text="LRN-0002").inner_text()
    assert "PLB-0001" in lessons.filter(has_text="LRN-0001").inner_text()
    assert page.get_by_role("region", name="Answers").locator("tbody tr").count() == 2


def test_playbooks_are_found_by_what_sets_them_off(tmp_path: Path, serve: Serve, visit: Open) -> None:
    (tmp_path / "adr.toml").write_text("")
    (tmp_path / "playbooks").mkdir()
    exercised = "status: active\ntype: {}\ntrigger: {}\nlast-exercised: {}\nexercise-interval: {}\n"
    stated = [
        exercised.format("runbook", "Answers take 2 s", "2026-01-01", "P30D") + "owner: eve\n",
        exercised.format("rollback", "No file by 06:00", "2026-01-20", "P90D"),
        "status: draft\n",
        "status: retired\ntype: runbook\n",
    ]
    for number, more in enumerate(stated, 1):
        head = f"id: PLB-000{number}\nkind: playbook\ntitle: P{number}\ndate: 2026-01-01\n{more}"
        text = f"---\n{head}---\n\n# P{number}\n"
        (tmp_path / "playbooks" / f"PLB-000{number}-p.md").write_text(text)
    build(find(tmp_path), tmp_path / "site", as_of="2026-02-01")
    page = visit().page
    page.goto(serve(tmp_path / "site") + "playbooks/by-trigger/")
    assert page.get_by_role("heading", level=2).all_inner_texts() == ["Rollback", "Runbook", "Other"]
    found = [" ".join(text.split()) for text in page.locator("tbody tr").all_inner_texts()]
    assert found == [
        "No file by 06:00 PLB-0002 P2 active 2026-01-20 next by 2026-04-20",
        "Answers take 2 s PLB-0001 P1 active eve 2026-01-01 overdue since 2026-01-31",
        "no trigger stated PLB-0003 P3 draft not stated",
    ]
    page.get_by_role("searchbox", name="Filter by what you see").fill("answers take")
    assert page.locator("tbody tr:visible").count() == 1
    assert page.get_by_role("heading", level=2).locator("visible=true").all_inner_texts() == ["Runbook"]
    page.get_by_role("link", name="eve").click()
    expect(page).to_have_url(re.compile("people/eve/$"))


def nodes(page: Page) -> list[str]:
    """Return the ids of the nodes that are drawn, column by column."""
    return page.locator(".adr-node .adr-node__id").all_text_contents()


def focused(page: Page) -> str:
    """Return the name of the link that has the focus."""
    return str(page.evaluate("document.activeElement.getAttribute('aria-label')"))


def test_a_record_leads_to_the_graph_around_it(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    base = serve(example_site)
    page.goto(base + "adrs/ADR-0010-reach-every-model-through-one-gateway-that-we-run/")
    page.get_by_role("link", name="Show in the graph").click()
    expect(page).to_have_url(base + "graph/?from=ADR-0010")
    link = page.locator(".adr-node--start")
    name = link.get_attribute("aria-label") or ""
    assert name.startswith("ADR-0010 Reach every model through one gateway that we run, accepted, supersedes ADR-0004")
    listed = page.get_by_role("region", name="Records in the graph").locator("tbody .adr-id").all_inner_texts()
    assert sorted(listed) == sorted(nodes(page))
    assert listed[0] == "ADR-0010"


def test_direction_steps_relations_and_kinds_are_in_the_address(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site) + "graph/?from=ADR-0010&hops=1")
    assert set(nodes(page)) == {"ADR-0010", "ADR-0004", "ADR-0008", "LRN-0003", "ADR-0011", "ADR-0014", "PLB-0001"}
    page.get_by_label("Direction").select_option("out")
    expect(page).to_have_url(re.compile(r"\?from=ADR-0010&direction=out&hops=1$"))
    assert set(nodes(page)) == {"ADR-0010", "ADR-0004", "ADR-0008", "LRN-0003"}
    page.get_by_text("Kinds", exact=True).click()
    page.get_by_role("checkbox", name="Learning").uncheck()
    assert set(nodes(page)) == {"ADR-0010", "ADR-0004", "ADR-0008"}
    page.get_by_text("Relations", exact=True).click()
    page.get_by_role("checkbox", name="cites", exact=True).uncheck()
    assert set(nodes(page)) == {"ADR-0010", "ADR-0004"}
    page.get_by_label("Steps").select_option("4")
    assert set(nodes(page)) == {"ADR-0010", "ADR-0004", "ADR-0001"}
    found = nodes(page)
    page.reload()
    assert nodes(page) == found
    page.get_by_text("Relations", exact=True).click()
    assert not page.get_by_role("checkbox", name="cites", exact=True).is_checked()
    page.go_back()
    page.go_back()
    assert page.get_by_label("Steps").input_value() == "1"
    assert set(nodes(page)) == {"ADR-0010", "ADR-0004", "ADR-0008"}


def test_keys_walk_along_relations(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site) + "graph/?from=ADR-0010&direction=out&type=supersedes&type=learned-from")
    assert page.locator('.adr-node[tabindex="0"]').count() == 1, "one stop for Tab"
    page.locator(".adr-node--start").focus()
    press = page.keyboard.press
    press("ArrowRight")
    first = focused(page)
    press("ArrowDown")
    press("ArrowUp")
    assert focused(page) == first
    assert {first[:8]} <= {"ADR-0004", "LRN-0003"}
    if not first.startswith("ADR-0004"):
        press("ArrowDown")
    assert focused(page).startswith("ADR-0004 Reach hosted models")
    press("ArrowRight")
    assert focused(page).startswith("ADR-0001")
    assert page.locator('.adr-node[tabindex="0"]').count() == 1
    press("ArrowLeft")
    assert focused(page).startswith("ADR-0004")
    press("Home")
    assert focused(page).startswith("ADR-0010")
    press("ArrowLeft")
    assert focused(page).startswith("ADR-0010"), "nothing is there"
    press("End")
    press("ArrowRight")
    if not focused(page).startswith("ADR-0004"):
        press("ArrowDown")
    press("Space")
    expect(page).to_have_url(re.compile("from=ADR-0004"))
    assert focused(page).startswith("ADR-0004")
    press("Enter")
    expect(page).to_have_url(re.compile("/adrs/ADR-0004-"))


def test_a_record_is_named_by_id_or_words(example_site: Path, serve: Serve, visit: Open) -> None:
    page = visit().page
    page.goto(serve(example_site) + "graph/")
    field = page.get_by_label("From", exact=True)
    field.fill("gateway we run")
    assert page.locator("datalist option").count() == 1
    field.press("Enter")
    expect(page).to_have_url(re.compile("from=ADR-0010$"))
    field.fill("<img src=x onerror=alert(1)>")
    field.press("Enter")
    expect(page.get_by_text("No record is called")).to_be_visible()
    assert page.locator("main img").count() == 0
    page.goto(page.url.partition("?")[0] + "?from=adr-0004")
    page.get_by_role("button", name="Start from ADR-0001").click()
    assert focused(page).startswith("ADR-0001")


def test_without_script_there_are_chains_and_what_is_most_connected(
    example_site: Path, serve: Serve, visit: Open
) -> None:
    page = visit(script=False).page
    page.goto(serve(example_site) + "graph/?from=ADR-0010")
    chain = page.get_by_role("region", name="What replaced what").locator("tbody tr").all_inner_texts()
    assert [re.findall(r"ADR-\d+", row) for row in chain] == [["ADR-0010", "ADR-0004", "ADR-0001"]]
    most = page.get_by_role("region", name="Most connected").locator("tbody tr")
    assert most.count() > 5
    assert not page.get_by_label("From", exact=True).is_visible()


def test_the_graph_works_from_a_disk(tmp_path: Path, visit: Open) -> None:
    settings = tmp_path / "adr.toml"
    settings.write_text('name = "Lighthouse"\n[site]\ndirectory-urls = false\n')
    build(find(EXAMPLE, settings), tmp_path / "site", as_of=AS_OF)
    seen = visit()
    record = "ADR-0010-reach-every-model-through-one-gateway-that-we-run.html"
    seen.page.goto((tmp_path / "site" / "adrs" / record).as_uri())
    seen.page.get_by_role("link", name="Show in the graph").click()
    seen.page.locator(".adr-node").first.wait_for()
    assert "ADR-0004" in nodes(seen.page)
    seen.page.get_by_label("Steps").select_option("1")
    seen.page.locator(".adr-node").filter(has_text="ADR-0004").click()
    assert (
        seen.page.get_by_role("heading", level=1).inner_text()
        == "Reach hosted models through one shared client library"
    )


def test_a_wrong_address_leads_to_what_was_meant(example_site: Path, visit: Open) -> None:
    lost = (example_site / "404.html").read_text()

    class Lost(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def send_error(self, code: int, *_: object) -> None:
            self.send_response(code)
            self.end_headers()
            self.wfile.write(lost.encode())

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Lost, directory=str(example_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    page = visit().page
    page.goto(base + "adrs/ADR-0010-old-title/")
    links = page.locator("[data-adr-lost] li a")
    assert links.first.inner_text().startswith("ADR-0010")
    page.goto(base + "decisions/2024/shared-client-library.html")
    assert "shared client library" in links.first.inner_text()
    assert page.get_by_role("link", name="Search the site").get_attribute("href") == "/?q=shared+client+library"
    links.first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Reach hosted models through one shared client library"
    page.goto(base + "zzz/%E0%A4%A/<b>")
    expect(page.get_by_text("No record is called anything like it.")).to_be_visible()
    page = visit(script=False).page
    page.goto(base + "adrs/ADR-0010-old-title/")
    page.locator("main").get_by_role("link", name="the ways to records").click()
    assert page.url == base + "explore/"
    server.shutdown()
