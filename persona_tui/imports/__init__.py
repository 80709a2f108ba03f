"""Other programs' files, read into plain records."""
