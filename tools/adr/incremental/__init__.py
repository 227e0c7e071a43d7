"""A run that remembers the last one, so that what has not changed is neither read nor checked again. Experimental."""
