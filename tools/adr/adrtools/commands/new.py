"""``adr new``: a new record, opened in an editor."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from datetime import date
from getopt import GetoptError, getopt

from adr.adrtools.answer import Answer, lines, refused
from adr.adrtools.creation import Link, create
from adr.adrtools.layout import Layout, is_inside, locate
from adr.adrtools.template import FOLDER, read

HELP = f"""\
usage: adr new [-s SUPERCEDED] [-l TARGET:LINK:REVERSE-LINK] TITLE_TEXT...

Writes a new decision with the next number and prints its path. All TITLE_TEXT together is the title. The file is
opened in the editor that VISUAL names, or else EDITOR; the path is printed when the editor has ended.

The text is that of templates/template.md in the folder of the decisions, where it is there, or else of

  {FOLDER}/template.md

ADR_TEMPLATE names another file that comes before both. On each line, NUMBER, TITLE, DATE and STATUS are replaced
where they stand first. ADR_DATE is the date, if it is not today.

Options, each as often as needed:

-s SUPERCEDED   An earlier decision whose place the new one takes: a number or a part of a file name. Each then
                links to the other, and the earlier one is no longer Accepted.
-l TARGET:LINK:REVERSE-LINK
                Links the new decision to an earlier one, TARGET. LINK is what the new one says of it, and
                REVERSE-LINK what TARGET says of the new one.

A decision, one in the place of decision 12, and one in the place of two that amends a third:

    adr new Use MySQL Database
    adr new -s 12 Use PostgreSQL Database
    adr new -s 3 -s 4 -l "5:Amends:Amended by" Use Riak CRDTs to cope with scale
"""


def run(arguments: Sequence[str]) -> Answer:
    """Write the record, open it, print its path."""
    try:
        options, words = getopt(list(arguments), "s:l:")
    except GetoptError as error:
        return refused("adr-new", error)
    title = re.sub(r"[\r\n]+", " ", " ".join(words))
    if not title:
        return Answer("ERROR: no title given\n", code=1)
    links = [Link(*[*value.split(":"), "", ""][:3]) for option, value in options if option == "-l"]
    if bad := next((link for link in links if not (link.description and link.reverse)), None):
        return Answer(err=f"adr-new: -l {bad.target}: expected TARGET:LINK:REVERSE-LINK; nothing was written\n", code=1)
    layout = locate()
    superseded = [value for option, value in options if option == "-s"]
    today = os.environ.get("ADR_DATE") or date.today().isoformat()
    created = create(layout, title, _template(layout), today, superseded, links)
    notes = lines([f"adr: {note}" for note in created.notes])
    code, problem = _edit(created.path)
    return Answer("" if code else f"{created.path}\n", notes + problem, code)


def _template(layout: Layout) -> str:
    """Return the text that the environment, the project or we ourselves have for new records."""
    if stated := os.environ.get("ADR_TEMPLATE"):
        return read(stated)
    own = os.path.join(layout.folder, "templates", "template.md")
    return read(own if os.path.isfile(own) and is_inside(own, layout) else os.path.join(FOLDER, "template.md"))


def _edit(path: str) -> tuple[int, str]:
    """Open a file in VISUAL, else EDITOR, and return the exit code and a message; an empty one counts as unset."""
    editor = (os.environ.get("VISUAL") or os.environ.get("EDITOR") or "").split()
    if not editor:
        return 0, ""
    try:
        done = subprocess.run([*editor, path], check=False)
    except FileNotFoundError:
        return 127, f"adr-new: {editor[0]}: command not found\n"
    except PermissionError:
        return 126, f"adr-new: {editor[0]}: Permission denied\n"
    return done.returncode if done.returncode >= 0 else 128 - done.returncode, ""
