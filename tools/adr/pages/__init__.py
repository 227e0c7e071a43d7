"""One file per sort of generated page. Found by discovery: a new file needs no second list."""
