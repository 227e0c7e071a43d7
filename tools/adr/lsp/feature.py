"""What a feature is: a request of the protocol and its answer. Each file in ``features/`` defines one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from adr import discovery
from adr.lsp.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Feature:
    """A request and how it is answered.

    Attributes:
        method: The request's name, such as ``textDocument/hover``.
        answer: From what is open and the request's parameters to its result; CannotRunError is shown to the user.
        options: What the server says of the feature when it starts; None where there is nothing to say.
    """

    method: str
    answer: Callable[[Workspace, Any], Any]
    options: Any = None


@cache
def all_features() -> tuple[Feature, ...]:
    """Load every feature, by the name of its file."""
    return tuple(discovery.load("lsp.features", name, "FEATURE") for name in discovery.names("lsp.features"))
