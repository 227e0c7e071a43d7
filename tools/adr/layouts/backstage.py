"""Backstage: the annotation ``backstage.io/adr-location`` in the catalogue, where it is a path and no address.

Source of the format: https://github.com/backstage/community-plugins/tree/main/workspaces/adr
"""

from __future__ import annotations

import re

from adr.layout import Layout

_LOCATION = re.compile(r"^[ \t]*[\"']?backstage\.io/adr-location[\"']?:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)


_TITLE = re.compile(r"^metadata:[ \t]*\n(?:[ \t].*\n|\n)*?[ \t]+title:[ \t]*([\"']?)(.+?)\1[ \t]*$", re.MULTILINE)


def _folders(text: str) -> list[str]:
    return [location for location in _LOCATION.findall(text) if "://" not in location]


def _name(text: str) -> str:
    found = _TITLE.search(text)
    return found[2] if found else ""


LAYOUT = Layout("Backstage", ("catalog-info.yaml", "catalog-info.yml"), _folders, "madr", _name)
