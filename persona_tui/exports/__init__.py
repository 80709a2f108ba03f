"""Records, written as other programs' files."""
