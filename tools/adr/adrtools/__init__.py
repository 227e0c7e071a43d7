"""adr-tools' commands as adr-tools 3.0.0 answers them, for repositories laid out by it. Loads next to nothing."""
