"""The language server: what ``adr check`` knows, in an editor. Features are found in ``features/``."""
