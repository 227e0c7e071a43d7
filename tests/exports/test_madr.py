"""MADR 4."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr import frontmatter
from adr.catalogue import load_kinds
from adr.record import Record, read

if TYPE_CHECKING:
    from tests.conftest import Write
    from tests.exports.conftest import Export

KIND = load_kinds()["decision"]


def test_every_decision_of_the_sample_is_a_madr_file(sample: Export) -> None:
    made = sample("madr", "decision")
    assert len(made.files) == 14
    assert (made.lost, made.notes) == ({}, ())
    entries = {name: read(f"out/{name}", text, KIND, "madr") for name, text in made.files.items()}
    for name, entry in entries.items():
        assert isinstance(entry, Record)
        assert entry.id == f"ADR-{name[:4]}"
        assert entry.title == entry.fields["title"] == entry.document.title
    old = entries["0004-reach-hosted-models-through-one-shared-client-library.md"]
    assert isinstance(old, Record)
    assert old.status == "superseded"


def test_the_status_of_a_superseded_record_links_to_its_successors(sample: Export) -> None:
    text = sample("madr", "decision").files["0004-reach-hosted-models-through-one-shared-client-library.md"]
    parts = frontmatter.split(text)
    assert parts is not None
    fields = frontmatter.load(parts.head)
    assert fields["status"] == "superseded by [ADR-0010](0010-reach-every-model-through-one-gateway-that-we-run.md)"
    assert list(fields)[:5] == ["status", "date", "decision-makers", "consulted", "informed"]
    assert fields["owner"] == "platform-team"


def test_links_follow_to_the_new_names_and_to_other_files(sample: Export) -> None:
    files = sample("madr", "decision").files
    gateway = files["0010-reach-every-model-through-one-gateway-that-we-run.md"]
    assert "[The shared library](0004-reach-hosted-models-through-one-shared-client-library.md)" in gateway
    third = next(text for name, text in files.items() if name.startswith("0003-"))
    assert "](../learnings/LRN-0001-" in third


def test_other_kinds_have_files_of_their_own_series(sample: Export) -> None:
    made = sample("madr", "learning")
    assert sorted(name[:4] for name in made.files) == ["0001", "0002", "0003", "0004", "0005", "0006"]
    assert any("](../adrs/ADR-0009-" in text for text in made.files.values())


def test_ids_that_clash_or_are_none_get_free_numbers_and_are_named(export: Export, record: Write) -> None:
    files = {
        "adrs/ADR-0001-a.md": record(title="First one"),
        "adrs/ADR-0001-b.md": record(title="Second one"),
        "adrs/notes.md": record(id=None, title="Größe!"),
        "adrs/ADR-0007-Odd name.md": record("ADR-0007", title="???????"),
    }
    made = export("madr", files)
    assert set(made.files) == {"0001-a.md", "0007-record.md", "0008-b.md", "0009-groe.md"}
    assert [note.split()[0] for note in made.notes] == ["adrs/ADR-0001-b.md", "adrs/notes.md"]


def test_a_body_without_a_title_gets_one(export: Export, record: Write) -> None:
    made = export("madr", {"adrs/ADR-0001-x.md": record(body="text\n")})
    assert made.files["0001-x.md"].endswith("heading: added\n---\n# Use PostgreSQL\n\ntext\n")
