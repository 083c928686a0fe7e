"""The only place where sessions open, commit and close; knows no subject."""
