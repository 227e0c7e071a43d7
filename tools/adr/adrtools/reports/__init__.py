"""One file per report that ``adr generate`` knows.

Each defines ``HELP``, what ``adr help generate NAME`` shows, and ``run``, from the arguments after the name to an
Answer.
"""
