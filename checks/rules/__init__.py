"""The rule book: one rule a file, named by its code; a new file here is a new rule."""
