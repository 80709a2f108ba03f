"""From answers to what they say. Pure functions on records."""
