"""One file per rule, named after its code. Found by discovery: a new file needs no second list."""
