"""One file per output format. Found by discovery: a new file needs no second list."""
