"""The desktop: files in."""
