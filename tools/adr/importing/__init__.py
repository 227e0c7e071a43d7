"""Records of elsewhere, brought in as native ones. Nothing is written here."""
