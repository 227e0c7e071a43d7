"""Whose command a command line is: ours, or adr-tools'."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

VARIABLE = "ADR_PROFILE"
ADR_TOOLS = "adr-tools"
NATIVE = "native"

PROFILES = (ADR_TOOLS, NATIVE)

_OURS = ("ADR_CONFIG", "ADR_DIRECTORY")
"""What only our own command reads: whoever sets it means that one."""


class UnknownProfileError(Exception):
    """``ADR_PROFILE`` names no profile."""


def is_adr_tools(arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> bool:
    """Tell whether adr-tools' commands answer `arguments` when called in `folder`.

    Where ``ADR_PROFILE`` does not say, the nearest folder upwards decides: its ``adr.toml``, else adr-tools' layout.
    There, ``init`` is ours, since it takes over what it finds. Raises UnknownProfileError.
    """
    stated = environment.get(VARIABLE, "")
    if stated and stated not in PROFILES:
        raise UnknownProfileError(f"{VARIABLE} is `{stated}`; one of: {', '.join(PROFILES)}")
    if stated == NATIVE or (arguments and arguments[0].startswith("-")):
        return False
    if not stated and (list(arguments[:1]) == ["init"] or any(map(environment.get, _OURS)) or not _nearest(folder)):
        return False
    return not arguments or _there_is("adrtools/commands", arguments[0]) or not _there_is("commands", arguments[0])


def _nearest(folder: str) -> bool:
    """Tell whether adr-tools' layout is nearer than settings of ours."""
    from adr.adrtools.layout import is_laid_out, upwards

    for above in upwards(folder):
        if os.path.isfile(os.path.join(above, "adr.toml")):
            return False
        if is_laid_out(above):
            return True
    return False


def _there_is(folder: str, name: str) -> bool:
    """Tell whether a folder of the package holds a command of that name; loads nothing."""
    module = name.replace("-", "_")
    package = os.path.dirname(os.path.dirname(__file__))
    return module.isidentifier() and not module.startswith("_") and os.path.isfile(f"{package}/{folder}/{module}.py")
