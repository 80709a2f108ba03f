"""The kinds of documents that a study gives: one module each, joined in `kinds.py`."""
