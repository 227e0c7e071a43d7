"""One file per way a record can be written. Found by discovery: a new file needs no second list."""
