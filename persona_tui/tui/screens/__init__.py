"""One module per screen and step."""
