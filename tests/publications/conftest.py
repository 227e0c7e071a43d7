"""What a site publishes for programs, without building the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from tests.conftest import Base, Files

from adr.check import check
from adr.page import Built
from adr.people import read_register
from adr.project import Project
from adr.render import render
from adr.source import read_graph

Publish = Callable[..., Mapping[str, bytes]]
SITE = "https://handbook.example/base/"


def staged(project: Project, *, site: str = SITE, directory_urls: bool = True, **built: object) -> Mapping[str, bytes]:
    """Return a project's staged tree."""
    graph, register = read_graph(project), read_register(project)
    about = Built("2026-03-20", "abc1234", site=site, **built)  # type: ignore[arg-type]
    findings = check(project, graph, register, as_of="2026-03-20")
    return render(project, graph, register, findings, about, directory_urls=directory_urls).files


@pytest.fixture
def publish(base: Base) -> Publish:
    """Return a function that writes records into a knowledge base and returns its staged tree."""

    def make(files: Files, **options: object) -> Mapping[str, bytes]:
        return staged(base({"adr.toml": 'name = "Handbook"\n', **files}), **options)  # type: ignore[arg-type]

    return make
