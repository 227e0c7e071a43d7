"""Documents made of records: one file each, which defines ``command``."""
