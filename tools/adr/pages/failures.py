"""Classes of failure against what answers them, and a page for each class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import urlencode

from adr import ways
from adr.answers import NONE, Failure, Lesson, failures
from adr.page import Page, View, facet_path
from adr.record import Record

_MOST = 100
_SIGNS = {"answered": "in-force", "partly answered": "open", "unanswered": "unknown"}


def pages(view: View) -> Iterator[Page]:
    """Make the table of classes and the page of each; of very many classes those with most that is unanswered."""
    if "learning" not in view.graph.kinds:
        return
    classes = failures(view.graph)
    first = ways.place(view, ways.FAILURES)
    paths = {each.name: ways.place(view, facet_path("", "failures", each.name)) for each in classes[: ways.ROWS]}
    rows = ways.Rows(view, first)
    explore = view.url(ways.place(view, ways.EXPLORE))
    data = {
        "rows": "".join(_row(rows, each, paths[each.name]) for each in classes[: ways.ROWS]),
        "total": len(classes),
        "left": max(0, len(classes) - ways.ROWS),
        "unanswered": [_title(each.name) for each in classes[: ways.ROWS] if each.standing == "unanswered"],
        "explore": explore,
    }
    yield Page(first, "Failures and answers", "failures.html", data, searchable=False)
    register = view.url(view.project.place("learning").register)
    for each in classes[: ways.ROWS]:
        rows = ways.Rows(view, paths[each.name])
        left = len(each.lessons) - ways.ROWS
        about = {
            "name": _title(each.name),
            "standing": each.standing,
            "sign": _SIGNS[each.standing],
            "lessons": "".join(_lesson(rows, lesson) for lesson in each.lessons[: ways.ROWS]),
            "answers": "".join(_answer(rows, answer) for answer in each.answers[: ways.ROWS]),
            "left": max(0, left),
            "register": register,
            "query": "" if each.name == NONE else urlencode({"failure-class": each.name}),
            "failures": view.url(first),
            "explore": explore,
        }
        yield Page(paths[each.name], f"Failures: {_title(each.name)}", "failure.html", about, searchable=False)


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _row(rows: ways.Rows, each: Failure, path: str) -> str:
    decisions = [answer for answer in each.answers if answer.kind.name == "decision"]
    playbooks = [answer for answer in each.answers if answer.kind.name == "playbook"]
    others = [answer for answer in each.answers if answer not in decisions and answer not in playbooks]
    done, open_ = sum(lesson.done for lesson in each.lessons), sum(lesson.open for lesson in each.lessons)
    return ways.row(
        [
            f'<a href="{rows.to(path)}" dir="auto">{escape(_title(each.name))}</a>',
            f'<span class="adr-status adr-status--{_SIGNS[each.standing]}">{each.standing}</span>',
            _count(rows, path, "learnings", len(each.lessons)),
            _count(rows, path, "answers", len(decisions)),
            _count(rows, path, "answers", len(playbooks)),
            _count(rows, path, "answers", len(others)),
            f"{_count(rows, path, 'learnings', open_)} open, {_count(rows, path, 'learnings', done)} done",
        ],
        labels=("Standing", "Learnings", "Decisions", "Playbooks", "Others", "Actions"),
    )


def _count(rows: ways.Rows, path: str, fragment: str, number: int) -> str:
    return f'<a href="{rows.to(path, fragment)}">{number}</a>' if number else "0"


def _lesson(rows: ways.Rows, lesson: Lesson) -> str:
    return ways.row(
        [
            rows.reference(lesson.record),
            rows.status(lesson.record),
            ways.day(lesson.record.date),
            _list(rows, lesson.answers)
            if lesson.answered
            else f'<span class="adr-flag">unanswered</span>{_list(rows, lesson.answers)}',
            f"{lesson.open} open, {lesson.done} done",
        ]
    )


def _list(rows: ways.Rows, records: Sequence[Record]) -> str:
    """Return what answers a lesson; what is not in force is said to be planned."""
    shown = [
        f"<li>{rows.reference(r)}{'' if r.phase == 'in-force' else ' ' + rows.status(r)}</li>" for r in records[:_MOST]
    ]
    return f'<ul class="adr-fates">{"".join(shown)}</ul>' if shown else ""


def _answer(rows: ways.Rows, answer: Record) -> str:
    return ways.row(
        [
            rows.reference(answer),
            escape(answer.kind.title),
            rows.status(answer),
            rows.person(answer.owner),
            ways.day(answer.date),
        ]
    )
