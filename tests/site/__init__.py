"""The site, built and looked at."""
