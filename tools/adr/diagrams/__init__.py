"""One file per format of a diagram. Found by discovery: a new file needs no second list."""
