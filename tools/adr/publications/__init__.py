"""What programs read of the site: one file each, found by discovery."""
