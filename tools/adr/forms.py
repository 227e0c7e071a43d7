"""The forms that a kind can ask of a value: typed words such as a person or a web address, and JSON Schema."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

_NAME = r"[^\s,<>()@](?:[^,<>()@\n]{0,100}[^\s,<>()@])?"
_ADDRESS = r"<[^\s@<>()]{1,64}@[^\s@<>()]{1,190}\.[^\s@<>().]{2,20}>"
_HANDLE = r"\(@[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\)"
_CONTACT = rf"(?: {_HANDLE}(?: {_ADDRESS})?| {_ADDRESS})"
_URL = r"https?://[^\s/?#<>\"]{1,250}(?:[/?#][^\s<>\"]*)?"


@dataclass(frozen=True, slots=True)
class Form:
    """What a value is called that has the form, and how one tells."""

    expected: str
    fits: Callable[[Any], bool]


def _like(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _parsed(parse: Callable[[str], date], form: str) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        try:
            return isinstance(value, str) and re.fullmatch(form, value, re.ASCII) is not None and bool(parse(value))
        except ValueError:
            return False

    return fits


FORMS: Mapping[str, Form] = {
    "date": Form("a day of the calendar, as `2027-01-31`", _parsed(date.fromisoformat, r"\d{4}-\d\d-\d\d")),
    "moment": Form(
        "a moment in UTC, as `2027-01-31T09:00:00Z`",
        _parsed(datetime.fromisoformat, r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z"),
    ),
    "url": Form("a web address, as `https://example.org/page`", _like(_URL)),
    "person": Form("a person, as `Jane Doe <j@x.org>` or `Jane Doe (@jane)`", _like(rf"{_NAME}{_CONTACT}")),
    "name": Form(
        "a person's name, as `Jane Doe` or `Jane Doe (@jane)`",
        _like(rf"{_NAME}(?:{_CONTACT})?"),
    ),
    "number": Form("a whole number, as `42`", lambda v: type(v) is int or (isinstance(v, str) and _digits(v))),
}
"""By what a schema calls them."""


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Where a value is not as a JSON Schema wants it: the path in it, the keyword, its argument, what is there."""

    keys: tuple[str | int, ...]
    keyword: str
    argument: Any
    value: Any


def shortfalls(schema: Mapping[str, Any], value: Any) -> Iterator[Shortfall]:
    """Yield where a value is not as a JSON Schema wants it."""
    for error in validator(json.dumps(schema)).iter_errors(value):
        argument: Any = schema
        for step in error.schema_path:
            argument = argument[step]
        yield Shortfall(tuple(error.instance_path), str(error.schema_path[-1]), argument, error.instance)


_TYPES = {
    "array": "a list",
    "object": "a mapping",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
}


_WORDS = {
    "uniqueItems": "has the same item twice",
    "minimum": "is less than {}",
    "maximum": "is more than {}",
    "not": "has what it must not have",
    "contains": "has no item of the kind that it needs",
}


def problem(keyword: str, argument: Any, value: Any) -> str:
    """Say what is wrong with a value that is not as a keyword of JSON Schema wants it."""
    match keyword, argument:
        case "type", wanted:
            return f"is not {_TYPES.get(str(wanted), str(wanted))}"
        case "format", "date":
            return "is not a day of the calendar"
        case "format", wanted:
            return f"is not a {wanted}"
        case "minLength" | "minItems", least:
            return f"is too short: at least {least}"
        case "maxLength" | "maxItems", most:
            return f"is too long: at most {most} (it has {len(value)})"
    return _WORDS.get(keyword, "does not have the form it needs").format(argument)


def matches(pattern: str, text: str) -> bool:
    """Tell whether a pattern is found in a text; in time that grows with the text alone, whatever the pattern is."""
    return bool(validator(json.dumps({"pattern": pattern})).is_valid(text))


def word_pattern(words: Mapping[str, str | None]) -> str:
    """Return the pattern of words of which some take an argument in brackets, which has a pattern of its own."""
    taken = {word: rf" \((?:{argument})\)" if argument else "" for word, argument in words.items()}
    return "^(?:" + "|".join(_literal(word) + argument for word, argument in taken.items()) + ")$"


def words_of(stated: Any) -> Mapping[str, str | None]:
    """Return the words that a schema lists, each with the pattern of its argument or None."""
    found: dict[str, str | None] = {}
    for entry in stated:
        found |= entry if isinstance(entry, dict) else {str(entry): None}
    return found


@lru_cache(maxsize=512)
def validator(schema: str) -> Draft202012Validator:
    """Compile a JSON Schema; its patterns run in linear time. Raises ValueError for one that is none."""
    import jsonschema_rs

    try:
        return jsonschema_rs.Draft202012Validator(
            json.loads(schema), validate_formats=True, pattern_options=jsonschema_rs.RegexOptions()
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        raise ValueError(error.message if isinstance(error, jsonschema_rs.ValidationError) else str(error)) from None


def _literal(word: str) -> str:
    return re.sub(r"([^A-Za-z0-9 ])", r"\\\1", word)
