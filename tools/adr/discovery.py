"""Finds the one-file items of a plural folder, so that adding one needs no second list."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any


@cache
def names(folder: str) -> tuple[str, ...]:
    """Return the names of all items of a folder such as ``rules``, in order, without loading any."""
    package = importlib.import_module(f"adr.{folder}")
    return tuple(sorted(module.name for module in pkgutil.iter_modules(package.__path__)))


def text(folder: str, name: str) -> str:
    """Return the Python text of the item called `name`, without loading it; empty where there is only bytecode."""
    try:
        return (pkgutil.get_data(f"adr.{folder}", f"{name}.py") or b"").decode()
    except OSError:
        return ""


def load(folder: str, name: str, attribute: str) -> Any:
    """Return what the item called `name` defines as `attribute`."""
    return getattr(importlib.import_module(f"adr.{folder}.{name}"), attribute)
