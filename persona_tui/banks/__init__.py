"""Reading and checking question banks and the attribute catalogue."""
