"""Makes a knowledge base of realistic records, the same every time."""

from __future__ import annotations

import random
from pathlib import Path

_WORDS = (
    "service", "queue", "model", "gateway", "contract", "feed", "limit", "trace", "audit", "budget", "latency",
    "retry", "tenant", "schema", "drift", "review", "client", "rollback", "canary", "replica", "token", "cache",
    "batch", "stream", "vendor", "policy", "risk", "owner", "handover", "evidence",
)  # fmt: skip
_PEOPLE = tuple(f"person-{n}" for n in range(12))


_PER_KIND = 9_000
"""Records of one kind: an id has four digits, so further ones are of kinds that a project adds."""


def generate(root: Path, count: int) -> None:
    """Write `count` decisions of about 20 front-matter and 90 body lines: linked, one in ten superseded."""
    chance = random.Random(count)  # noqa: S311 - the same records every time, no secret
    (root / "governance").mkdir(parents=True)
    (root / "adr.toml").write_text(f'name = "Benchmark of {count}"\n', encoding="utf-8")
    people = "".join(f"- {{handle: {who}, name: {who}, kind: person}}\n" for who in _PEOPLE)
    (root / "governance" / "people.yml").write_text(people, encoding="utf-8")
    for number in range(1, count + 1):
        kind = _kind(number)
        folder = root / ("adrs" if kind == "decision" else kind)
        if not folder.exists():
            folder.mkdir()
            if kind != "decision":
                schema = f"x-extends: decision\nx-prefix: {_id(number)[:3]}\nx-folder: {kind}\n"
                schema += "x-relations:\n  supersedes: {inverse: superseded-by, to: [any], acyclic: true}\n"
                (root / ".adr" / "kinds" / kind).mkdir(parents=True)
                (root / ".adr" / "kinds" / kind / "schema.yaml").write_text(schema, encoding="utf-8")
        name = f"{_id(number)}-{'-'.join(chance.choices(_WORDS, k=4))}.md"
        (folder / name).write_text(_record(chance, number, count), encoding="utf-8")


def _kind(number: int) -> str:
    part = (number - 1) // _PER_KIND
    return f"part-{part}" if part else "decision"


def _id(number: int) -> str:
    part, place = divmod(number - 1, _PER_KIND)
    return f"{'ADR' if not part else f'PA{chr(64 + part)}'}-{place + 1:04d}"


def generate_adr_tools(root: Path, count: int) -> None:
    """Write `count` records as adr-tools lays them out, each of about 90 lines and with a link."""
    chance = random.Random(count)  # noqa: S311 - the same records every time, no secret
    (root / "doc" / "adr").mkdir(parents=True)
    for number in range(1, count + 1):
        words = chance.choices(_WORDS, k=4)
        status = "## Status\n\nAccepted\n\nAmends [1. x](0001-x.md)"
        context = "\n\n".join(_sentence(chance, 12) for _ in range(40))
        text = f"# {number}. {' '.join(words)}\n\nDate: 2026-03-02\n\n{status}\n\n## Context\n\n{context}\n"
        (root / "doc" / "adr" / f"{number:04d}-{'-'.join(words)}.md").write_text(text, encoding="utf-8")


def _record(chance: random.Random, number: int, count: int) -> str:
    superseded = number % 10 == 1 and number < count
    relations = [f"  relates-to: [{_id(number % count + 1)}]"] if number % 7 != 3 else []  # noqa: PLR2004 - some have none
    if number % 10 == 2:  # noqa: PLR2004 - the one after a superseded record
        relations.append(f"  supersedes: [{_id(number - 1)}]")
    who = chance.sample(_PEOPLE, 4)
    head = [
        f"id: {_id(number)}",
        f"kind: {_kind(number)}",
        f"title: {_sentence(chance, 5)} for {_name(chance)}",
        f"status: {'superseded' if superseded else 'accepted'}",
        f"date: 2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        f"owner: {who[0]}",
        "review-by: 2027-06-30",
        f"decision-makers: [{who[0]}, {who[1]}]",
        f"consulted: [{who[2]}]",
        f"informed: [{who[3]}]",
        f"impact: {chance.choice(['low', 'medium'])}",
        f"reversibility: {chance.choice(['reversible', 'costly', 'one-way'])}",
        f"tags: [{', '.join(chance.sample(_WORDS, 3))}]",
        "trade-offs: [governance-vs-speed]",
        "contributors:",
        f"  - {{who: {who[1]}, role: author}}",
        *(["relations:", *relations] if relations else []),
    ]
    return "---\n" + "\n".join(head) + "\n---\n\n" + "\n\n".join(_body(chance, count)) + "\n"


def _body(chance: random.Random, count: int) -> list[str]:
    options = [f"Option {name}" for name in ("North", "South", "West")]
    return [
        f"# {_sentence(chance, 6)}",
        "## Context and Problem Statement",
        *(_paragraph(chance, count) for _ in range(6)),
        "## Considered Options",
        "\n".join(f"- {option}: {_sentence(chance, 9)}" for option in options),
        "## Decision Outcome",
        f'Chosen option: "{options[0]}", because {_sentence(chance, 14).lower()}.',
        "### Consequences",
        "\n".join(f"- {_sentence(chance, 12)}" for _ in range(8)),
        "## Pros and Cons of the Options",
        *(f"### {option}\n\n" + "\n".join(f"- {_sentence(chance, 10)}" for _ in range(8)) for option in options),
    ]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def _name(chance: random.Random) -> str:
    """Return the name of a system, as firms make them up."""
    return "".join(chance.choices(("ka", "lo", "mir", "ten", "vo", "sha", "ru", "bel", "ny", "dor"), k=4)).capitalize()


def _paragraph(chance: random.Random, count: int) -> str:
    lines = [f"{_sentence(chance, 14)}." for _ in range(4)]
    lines.append(f"See {_id(chance.randint(1, count))} for what came before, and `{_name(chance)}` in *its* text.")
    return "\n".join(lines)
