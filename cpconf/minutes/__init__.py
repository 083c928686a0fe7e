"""The text of a conference and its versions."""
