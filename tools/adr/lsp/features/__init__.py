"""What an editor may ask for, one file per request of the protocol, named after it. Each defines ``FEATURE``."""
