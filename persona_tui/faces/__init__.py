"""A persona's picture: a file of the owner's, or a drawn portrait."""
