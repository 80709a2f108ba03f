"""What a study is: its records and the rules on them. Imports the standard library and msgspec alone."""
