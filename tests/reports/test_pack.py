"""``adr report pack``: one document of selected records, as HTML in a browser and as PDF."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.site.conftest import ROOT
from tests.site.test_security import VECTORS

if TYPE_CHECKING:
    from tests.conftest import Base, Command, Write

EXAMPLE = ROOT / "examples" / "lighthouse"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/HwADAgH/p0XN6QAAAABJRU5ErkJggg=="
)


class Parsed(HTMLParser):
    """What a document holds: tags, ids, addresses, headings and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.levels: list[int] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        self.sources += [values["src"] or ""] if "src" in values else []
        self.levels += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        assert not [name for name in values if name.startswith("on") or name == "style"]

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def hostile_pack(base: Base, record: Write, adr: Command) -> str:
    """A pack whose every text is an attack."""
    files = {"adr.toml": 'name = "<script>pwned()</script>"\n'}
    for number, vector in enumerate(VECTORS, 1):
        quoted = '"' + vector.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        body = f"\n# {vector}\n\n## {vector}\n\n{vector}\n\nADR-0002 {vector}.\n\n| a |\n|---|\n| {vector} |\n"
        files[f"adrs/ADR-{number:04d}-x.md"] = record(
            f"ADR-{number:04d}", body, title=quoted, status=quoted, owner=quoted, tags=f"[{quoted}]", date=quoted
        )
    base(files)
    done = adr("report", "pack", "--select", "kind=decision", "--title", VECTORS[0], "--for", VECTORS[17])
    assert done.code == 0, done.err
    return done.out


@pytest.fixture
def pack(adr: Command) -> Callable[..., Parsed]:
    """Return a function that makes a pack of a query and reads it."""

    def make(query: str, *options: str) -> Parsed:
        done = adr("report", "pack", "--select", query, *options)
        assert done.code == 0, done.err
        return Parsed(done.out)

    return make


def git(folder: Path, *arguments: str, day: str = "2026-03-02") -> str:
    env = os.environ | {"GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "GIT_AUTHOR_DATE": f"{day}T12:00:00Z"}
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True, env=env)
    return done.stdout.strip()


def commit(folder: Path, day: str) -> str:
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", day, day=day)
    return git(folder, "rev-parse", "HEAD")


def test_every_link_of_the_example_leads_somewhere_within_and_ids_are_there_once(adr: Command) -> None:
    done = adr("report", "pack", "--select", "kind=decision&kind=learning&kind=playbook&retired=1", at=EXAMPLE)
    made = Parsed(done.out)
    inside = {link.removeprefix("#") for link in made.links if link.startswith("#")}
    assert len(inside) > 26
    assert inside <= set(made.ids)
    assert len(made.ids) == len(set(made.ids))
    assert not [link for link in made.links if not link.startswith(("#", "https:", "http:", "mailto:"))]
    assert "script" not in made.tags
    assert made.sources == []


def test_headings_go_down_one_level_at_a_time(adr: Command) -> None:
    made = Parsed(adr("report", "pack", "--select", "kind=decision", at=EXAMPLE).out)
    assert made.levels[0] == 1
    assert made.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(made.levels, made.levels[1:], strict=False))


def test_the_cover_says_for_whom_of_when_and_how_many(base: Base, record: Write, pack: Callable[..., Parsed]) -> None:
    base(
        {
            "adr.toml": 'name = "Handbook"\n',
            "adrs/ADR-0001.md": record(status="accepted"),
            "adrs/ADR-0002.md": record("ADR-0002", status="accepted", date="2026-04-05"),
            "learnings/LRN-0001.md": record("LRN-0001"),
        }
    )
    made = pack("retired=1", "--for", "Bank & Sons", "--title", "What we chose")
    assert "Handbook What we chose Prepared for Bank & Sons Statuses as of 2026-04-05" in made.text
    assert "none: not kept in git" in made.text
    assert "2 Decisions accepted 2 1 Learning draft 1" in made.text
    assert "Mary" not in made.text


def test_statuses_are_those_of_the_day(
    base: Base, record: Write, pack: Callable[..., Parsed], adr: Command, tmp_path: Path
) -> None:
    base({"adrs/ADR-0001.md": record(status="proposed")})
    git(tmp_path, "init", "--quiet")
    first = commit(tmp_path, "2026-03-02")
    base({"adrs/ADR-0001.md": record(status="accepted"), "adrs/ADR-0002.md": record("ADR-0002", status="draft")})
    second = commit(tmp_path, "2026-05-02")
    then = pack("ADR-0001,ADR-0002", "--as-of", "2026-04-01")
    assert "1 Decision proposed 1" in then.text
    assert first in then.text
    assert "What is left out What Why ADR-0002 is of a later day" in then.text
    assert "Statuses as of 2026-05-02" in pack("ADR-0001").text
    assert "1 Decision accepted 1" in pack("ADR-0001", "--at", "HEAD").text
    assert second in pack("ADR-0001", "--at", "HEAD").text
    assert adr("report", "pack", "--select", "ADR-0002", "--as-of", "2026-04-01").code == 2


def test_the_digest_is_that_of_the_file_which_the_commit_has(
    base: Base, record: Write, adr: Command, tmp_path: Path
) -> None:
    data = ("\ufeff" + record(body="\n# Café\n")).replace("\n", "\r\n").encode()
    base({"handbook/adr.toml": "", "handbook/adrs/ADR-0001.md": data, "adr.toml": ""})
    git(tmp_path, "init", "--quiet")
    hash_ = commit(tmp_path, "2026-03-02")
    made = Parsed(adr("report", "pack", "--select", "ADR-0001", at=tmp_path / "handbook").out)
    shown = subprocess.run(
        ["git", "show", f"{hash_}:handbook/adrs/ADR-0001.md"], cwd=tmp_path, check=True, capture_output=True
    ).stdout
    assert f"handbook/adrs/ADR-0001.md {hashlib.sha256(shown).hexdigest()}" in made.text


def test_changes_since_the_commit_are_said(base: Base, record: Write, adr: Command, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record(), "adrs/ADR-0002.md": record("ADR-0002")})
    git(tmp_path, "init", "--quiet")
    hash_ = commit(tmp_path, "2026-03-02")
    base({"adrs/ADR-0002.md": record("ADR-0002", status="proposed"), "adrs/ADR-0003.md": record("ADR-0003")})
    done = adr("report", "pack", "--select", "kind=decision")
    assert done.err == f"not as commit {hash_[:12]} has them: ADR-0002, ADR-0003\n"
    assert Parsed(done.out).text.count("changed since the commit") == 2
    assert "with changes since in 2 of the records" in Parsed(done.out).text


def test_what_is_outside_is_named_and_not_quoted(base: Base, record: Write, pack: Callable[..., Parsed]) -> None:
    base(
        {
            "adrs/ADR-0001.md": record(body="\n# x\n\nSee [that](ADR-0002.md), ADR-0003 and [notes](notes.txt).\n"),
            "adrs/ADR-0002.md": record("ADR-0002", title="Inside", relations="{relates-to: [ADR-0001]}"),
            "adrs/ADR-0003.md": record("ADR-0003", title="Outside", body="\n# x\n\nADR-0001 is a secret of ours.\n"),
            "adrs/ADR-0004.md": record("ADR-0004", title="Beyond", relations="{relates-to: [ADR-0001]}"),
            "adrs/notes.txt": "x",
        }
    )
    made = pack("ADR-0002,ADR-0001")
    assert made.text.count("#") == 0
    assert "ADR-0004 Beyond" in made.text
    assert "secret" not in made.text
    assert "#ADR-0003" not in made.links
    assert made.links[:2] == ["#ADR-0002", "#ADR-0001"]
    assert made.links.count("#ADR-0002") >= 3
    assert not [link for link in made.links if "notes" in link or "ADR-0004" in link]


def test_anchors_and_footnotes_of_two_records_stay_apart(
    base: Base, record: Write, pack: Callable[..., Parsed]
) -> None:
    body = (
        "\n# x\n\n## Context\n\nA[^1] and [back](#context), [nowhere](#gone).\n\n## Context\n\n"
        '<div id="context">y</div> <a name="context" id="sources">z</a>\n\n[^1]: Note.\n'
    )
    base({"adrs/ADR-0001.md": record(body=body), "adrs/ADR-0001-b.md": record(body=body)})
    made = pack("kind=decision")
    assert len(made.ids) == len(set(made.ids))
    for prefix in ("ADR-0001", "ADR-0001-2"):
        assert {f"{prefix}:context", f"{prefix}:context-1", f"{prefix}:1"} <= set(made.ids)
        assert {f"#{prefix}:context", f"#{prefix}:1"} <= set(made.links)
    assert not [link for link in made.links if "gone" in link]


def test_pictures_are_put_in_as_they_were_and_what_is_none_is_named(
    base: Base, record: Write, adr: Command, tmp_path: Path
) -> None:
    shown = (
        "![Plan](plan.png) ![Fake](fake.png) ![Gone](gone.png) ![Far](https://outside.example/x.png) ![Up](../../x.png)"
    )
    bomb = PIXEL[:16] + b"\xff\xff\xff\x00" * 2 + PIXEL[24:]
    base(
        {
            "adrs/ADR-0001.md": record(body=f"\n# x\n\n{shown} ![Bomb](bomb.png) ![Big](big.png)\n"),
            "adrs/plan.png": PIXEL,
            "adrs/fake.png": b"<svg onload=pwned()>",
            "adrs/bomb.png": bomb,
            "adrs/big.png": PIXEL + bytes(2_000_000),
        }
    )
    (tmp_path.parent / "x.png").write_bytes(PIXEL)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2026-03-02")
    (tmp_path / "adrs/plan.png").unlink()
    made = Parsed(adr("report", "pack", "--select", "ADR-0001", "--at", "HEAD").out)
    assert made.sources == [f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"]
    for name in ("Fake", "Gone", "Bomb", "Big"):
        assert f"[picture: {name}]" in made.text
    for name in ("fake.png no picture", "bomb.png no picture", "big.png a picture that is not there, or larger"):
        assert f"adrs/{name}" in made.text
    now = Parsed(adr("report", "pack", "--select", "ADR-0001").out)
    assert now.sources == []
    (tmp_path.parent / "x.png").unlink()


def test_what_is_left_out_is_said(base: Base, record: Write, adr: Command) -> None:
    base(
        {
            "adrs/ADR-0001.md": record(),
            "adrs/ADR-0002.md": "broken\n",
            "adrs/ADR-0003.md": record("ADR-0003", status=None),
            "adrs/ADR-0004.md": record("ADR-0004", status="rejected"),
        }
    )
    done = adr("report", "pack", "--select", "kind=decision")
    left = "adrs/ADR-0002.md cannot be read as a record: no front matter"
    assert done.err.splitlines()[1:] == [
        f"left out: {left}",
        "left out: ADR-0003 has no status",
        "1 retired record would fit too: add `retired=1`",
    ]
    assert f"{left} ADR-0003 has no status" in Parsed(done.out).text
    assert "which leaves out 1 that is retired" in Parsed(done.out).text


@pytest.mark.parametrize(
    "query,message",
    [
        ("statsu=draft", "no register is narrowed by `statsu`; did you mean `status`?"),
        ("status=darft", "no record has `status=darft`; did you mean `draft`?"),
        ("kind=decison", "no record has `kind=decison`; did you mean `decision`?"),
        ("impact=hihg", "no record has `impact=hihg`; did you mean `high`?"),
        ("owner=m.okfor", "no record has `owner=m.okfor`; did you mean `m.okafor`?"),
        ("sort=dat", "nothing is sorted by `dat`; did you mean `date`?"),
        ("retired=yes", "`retired=yes` is none of `retired=1` and `retired=0`"),
        ("ADR-0001,ADR-002", "no record is called `ADR-002`; did you mean `ADR-0002`?"),
        ("status=accepted", "no record fits `status=accepted`"),
        ("words=mysql", "no record fits `words=mysql`; 1 retired would: add `retired=1`"),
    ],
)
def test_a_query_that_means_nothing_is_refused(
    base: Base, record: Write, adr: Command, query: str, message: str
) -> None:
    old = record("ADR-0002", title="Use MySQL", status="rejected")
    base({"adrs/ADR-0001.md": record(), "adrs/ADR-0002.md": old})
    done = adr("report", "pack", "--select", query)
    assert (done.code, done.out, done.err) == (2, "", f"adr: {message}\n")


def test_records_stand_by_kind_and_number_or_as_asked(base: Base, record: Write, pack: Callable[..., Parsed]) -> None:
    ids = ("ADR-0002", "ADR-0010", "LRN-0001")
    folders = {"ADR": "adrs", "LRN": "learnings"}
    base({f"{folders[id_[:3]]}/{id_}.md": record(id_, title=f"T{id_[-1]}", owner="a") for id_ in ids})

    def order(query: str) -> list[str]:
        return [link[1:] for link in pack(query).links[: len(ids)]]

    assert order("owner=a") == ["ADR-0002", "ADR-0010", "LRN-0001"]
    assert order("LRN-0001, adr-0010,ADR-0002,ADR-0010") == ["LRN-0001", "ADR-0010", "ADR-0002"]
    assert order("owner=a&sort=title") == ["ADR-0010", "LRN-0001", "ADR-0002"]


def test_a_file_is_written_once_and_never_over_another(base: Base, record: Write, adr: Command, tmp_path: Path) -> None:
    base({"adrs/ADR-0001.md": record()})
    arguments = ("report", "pack", "--select", "ADR-0001", "--output")
    assert adr(*arguments, "a.html").out == "1 record in a.html (as of 2026-03-02)\n"
    before = (tmp_path / "a.html").read_bytes()
    assert adr(*arguments, "a.html").code == 0
    assert adr(*arguments, "a.html", "--for", "You").code == 2
    assert (tmp_path / "a.html").read_bytes() == before
    assert "neither in .html nor in .pdf" in adr(*arguments, "a.doc").err
    assert "cannot be written" in adr(*arguments, "gone/a.html").err
    assert "--output FILE.pdf" in adr("report", "pack", "--select", "ADR-0001", "--format", "pdf").err
    assert "did you mean `pack`?" in adr("report", "pakc").err


@pytest.fixture
def printed(adr: Command, tmp_path: Path) -> Callable[..., Any]:
    """Return a function that makes a PDF and reads it; skipped where WeasyPrint cannot be loaded, but not in CI."""
    from adr.finding import CannotRunError
    from adr.pdf import pdf

    try:
        pdf("<title>x</title>")
    except CannotRunError as error:
        if os.environ.get("ADR_REQUIRE_PDF"):
            pytest.fail(f"ADR_REQUIRE_PDF is set, but {error}")
        pytest.skip(str(error))

    def make(query: str, *options: str, name: str = "a.pdf", at: Path = tmp_path) -> Any:
        from pypdf import PdfReader

        file = tmp_path / name
        done = adr("report", "pack", "--select", query, "--output", str(file), *options, at=at)
        assert done.code == 0, done.err
        return PdfReader(io.BytesIO(file.read_bytes()))

    return make


def test_page_numbers_in_the_contents_are_those_of_the_pages(printed: Callable[..., Any]) -> None:
    made = printed("kind=decision&status=accepted", "--for", "Example Bank", at=EXAMPLE)
    texts = [" ".join(page.extract_text().split()) for page in made.pages]
    assert "Prepared for Example Bank" in texts[0]
    stated = re.findall(r"(ADR-\d{4}) .*?\.{3,} ?(\d+)", texts[1])
    assert len(stated) == 7
    marks = {mark.title[:8]: mark.title for mark in _flat(made.outline) if mark.title.startswith("ADR-")}
    assert len(marks) == 7
    for id_, number in stated:
        page = texts[int(number) - 1]
        assert re.match(rf"Decision {id_} ", page)
        head = f"{id_} {marks[id_].removeprefix(id_).strip()} Lighthouse playbook As of "
        assert head in page
        assert page.endswith(f"Page {number} of {len(texts)}")


def _flat(outline: list[Any]) -> list[Any]:
    return [mark for item in outline for mark in (_flat(item) if isinstance(item, list) else [item])]


def test_a_pdf_is_tagged_named_and_the_same_every_time(
    printed: Callable[..., Any], base: Base, record: Write, tmp_path: Path
) -> None:
    base({"adrs/ADR-0001.md": record(), "adrs/ADR-0002.md": record("ADR-0002")})
    made = printed("kind=decision", "--title", "What we chose")
    printed("kind=decision", "--title", "What we chose", name="b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    assert made.metadata.title == "What we chose, as of 2026-03-02"
    assert str(made.metadata.get("/CreationDate", "D:20260302")).startswith("D:20260302")


def test_printing_fetches_nothing(printed: Callable[..., Any], tmp_path: Path) -> None:
    del printed
    from adr.pdf import pdf

    secret = tmp_path / "secret.png"
    secret.write_bytes(PIXEL)
    address = secret.as_uri()
    style = f'<style>@import "{address}"; body {{ background: url("{address}") }}</style>'
    with_it = pdf(f'<html lang="en"><title>x</title>{style}<p>x</p><img src="{address}" alt="x"></html>')
    assert b"/Image" not in with_it
    inside = f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"
    assert b"/Image" in pdf(f'<html lang="en"><title>x</title><p>x</p><img src="{inside}" alt="x"></html>')


def test_hostile_texts_print(base: Base, record: Write, adr: Command, printed: Callable[..., Any]) -> None:
    del printed
    from adr.pdf import pdf

    assert pdf(hostile_pack(base, record, adr)).startswith(b"%PDF-")


def test_what_is_missing_for_a_pdf_is_said(
    base: Base, record: Write, adr: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    base({"adrs/ADR-0001.md": record()})
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    done = adr("report", "pack", "--select", "ADR-0001", "--output", "a.pdf")
    assert done.code == 2
    assert "pip install 'adr-playbook[pdf]'" in done.err
    assert "prints well" in done.err


def test_long_words_in_tables_may_break_and_wide_tables_are_small(base: Base, record: Write, adr: Command) -> None:
    word = "a&amp;" * 30
    base({"adrs/ADR-0001.md": record(body=f"\n# x\n\n|{'a|' * 7}\n|{'-|' * 7}\n|{word}|short|\n\n{word}\n")})
    out = adr("report", "pack", "--select", "ADR-0001").out
    cell = next(line for line in out.split("<td>") if line.startswith("a&amp;a"))
    assert "<wbr>" in cell.partition("</td>")[0]
    assert "&<wbr>" not in cell
    assert 'class="adr-table pack-wide"' in out
    assert out.count("<wbr>") == cell.partition("</td>")[0].count("<wbr>")
