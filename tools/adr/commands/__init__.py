"""One file per command, named after it. Found by discovery: a new file needs no second list."""
