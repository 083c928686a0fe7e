"""The desktop: shell."""
