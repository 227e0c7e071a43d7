"""Words to records, the likeliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adr.graph import Graph
from adr.search import search
from adr.selection import Selection

if TYPE_CHECKING:
    from tests.conftest import Load, Write

ALL = Selection()


@pytest.fixture
def graph(load: Load, record: Write) -> Graph:
    """Return records that hold the same word in different places, and a file that cannot be read."""
    return load(
        {
            "adrs/ADR-0001-a.md": record(body="# Queue\n\nText about Größe. See ADR-0004.\n", title="Send by hand"),
            "adrs/ADR-0002-b.md": record("ADR-0002", "# T\n\nA queue, a queue,\na queue.\n", title="Batch jobs"),
            "adrs/ADR-0003-c.md": record("ADR-0003", "# T\n\n## The queue\n\nText.\n", title="Stream jobs"),
            "adrs/ADR-0004-d.md": record("ADR-0004", "# T\n", title="One queue for all"),
            "adrs/ADR-0005-e.md": "queue\n",
            "adrs/ADR-0006-f.md": record("ADR-0006", "# T\n\n```\n# queue\n```\n", title="Jobs in code"),
        }
    )


def ids(graph: Graph, *words: str, wanted: Selection = ALL) -> list[str]:
    return [hit.record.id for hit in search(graph, words, wanted)]


def test_a_title_beats_a_heading_and_a_heading_beats_text(graph: Graph) -> None:
    assert ids(graph, "QUEUE") == ["ADR-0004", "ADR-0001", "ADR-0003", "ADR-0002", "ADR-0006"]


def test_all_words_must_occur_wherever_they_stand(graph: Graph) -> None:
    assert ids(graph, "queue", "jobs") == ["ADR-0003", "ADR-0002", "ADR-0006"]
    assert ids(graph, "queue batch") == ["ADR-0002"]
    assert ids(graph, "queue", "nowhere") == []


def test_an_id_comes_before_those_that_mention_it(graph: Graph) -> None:
    assert ids(graph, "adr-0004") == ["ADR-0004", "ADR-0001"]


def test_case_is_folded_as_languages_have_it(graph: Graph) -> None:
    assert ids(graph, "GRÖSSE") == ["ADR-0001"]


def test_the_line_is_the_one_that_shows_most_words(graph: Graph) -> None:
    (hit, *_) = search(graph, ["text", "see"], ALL)
    assert (hit.line, hit.text) == (11, "Text about Größe. See ADR-0004.")
    (hit,) = search(graph, ["stream"], ALL)
    assert (hit.line, hit.text) == (4, "title: Stream jobs")


def test_a_selection_narrows_the_search(graph: Graph) -> None:
    assert ids(graph, "queue", wanted=Selection(status="accepted")) == []


def test_a_record_whose_id_stands_in_its_file_name_only_is_found(load: Load) -> None:
    graph = load(
        {"adr.toml": '[kinds.decision]\ndialect = "madr"\n', "adrs/0007-use-a-queue.md": "# Use a queue\n\nText.\n"}
    )
    assert [(hit.line, hit.text) for hit in search(graph, ["adr-0007"], ALL)] == [(1, "# Use a queue")]
    assert [(hit.line, hit.score) for hit in search(graph, ["queue"], ALL)] == [(1, 100)]
