"""The study on disk. The only room that knows TinyDB."""
