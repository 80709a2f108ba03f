"""The command line: it reads what was asked, calls the acts of the workflows, and says what came of it."""
