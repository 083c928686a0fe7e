"""An invented authority, from a seed number."""
