"""One file per command of adr-tools; a dash in its name is an underscore in the file's.

Each defines ``HELP``, what ``adr help NAME`` shows, and ``run``, from the arguments after the name to an Answer.
"""
