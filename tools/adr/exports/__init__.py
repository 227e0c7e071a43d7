"""One file per format in which records are handed over. Found by discovery: a new file needs no second list."""
