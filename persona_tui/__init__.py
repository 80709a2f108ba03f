"""persona-tui: from a list of customers to personas whose every claim leads back to who said it."""

__version__ = "0.1.0"
