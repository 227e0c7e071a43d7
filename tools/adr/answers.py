"""What failures taught: by class of failure, the learnings and what answers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adr.graph import Graph
from adr.record import Record, items

NONE = "no class stated"

_TAUGHT = "learned-from"
_CARRIED = "implements"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A learning, the records that say they learned from it, and what carries those out."""

    record: Record
    answers: tuple[Record, ...]
    done: int
    open: int

    @property
    def answered(self) -> bool:
        """Whether something in force answers it."""
        return any(answer.phase == "in-force" for answer in self.answers)


@dataclass(frozen=True, slots=True)
class Failure:
    """A class of failure and its lessons, the latest first."""

    name: str
    lessons: tuple[Lesson, ...]

    @property
    def answers(self) -> tuple[Record, ...]:
        """What answers any of the lessons, each once, what is in force first."""
        found = {answer.path: answer for lesson in self.lessons for answer in lesson.answers}
        return tuple(sorted(found.values(), key=lambda r: (r.phase != "in-force", r.kind.name, r.id)))

    @property
    def unanswered(self) -> int:
        """How many lessons nothing in force answers."""
        return sum(not lesson.answered for lesson in self.lessons)

    @property
    def standing(self) -> str:
        """``answered``, ``partly answered`` or ``unanswered``."""
        if not self.unanswered:
            return "answered"
        return "unanswered" if self.unanswered == len(self.lessons) else "partly answered"


def failures(graph: Graph) -> tuple[Failure, ...]:
    """Return the classes of failure by the number of lessons that nothing answers, then of lessons, then by name.

    Withdrawn learnings, and answers that are retired, are left out.
    """
    found: dict[str, list[Lesson]] = {}
    for record in graph.records:
        if record.kind.name == "learning" and record.phase != "retired":
            stated = record.fields.get("failure-class")
            name = stated if isinstance(stated, str) and stated else NONE
            found.setdefault(name, []).append(_lesson(graph, record))
    classes = [
        Failure(name, tuple(sorted(lessons, key=lambda each: (each.record.date or "", each.record.id), reverse=True)))
        for name, lessons in found.items()
    ]
    return tuple(sorted(classes, key=lambda c: (c.name == NONE, -c.unanswered, -len(c.lessons), c.name)))


def _lesson(graph: Graph, record: Record) -> Lesson:
    answers = {answer.path: answer for answer in _sources(graph, record, _TAUGHT)}
    for answer in tuple(answers.values()):
        answers |= {carried.path: carried for carried in _sources(graph, answer, _CARRIED)}
    states = [action.get("status") for action in items(record.fields.get("actions")) if isinstance(action, dict)]
    return Lesson(record, tuple(answers.values()), states.count("done"), states.count("open"))


def _sources(graph: Graph, record: Record, relation: str) -> Sequence[Record]:
    """Return the records, retired ones left out, that have a relation to `record`."""
    edges = graph.incoming.get(record.id, ())
    return [edge.source for edge in edges if edge.name == relation and edge.source.phase != "retired"]
