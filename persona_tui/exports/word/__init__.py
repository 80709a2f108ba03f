"""Word documents. The only room that knows python-docx."""
