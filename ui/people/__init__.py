"""The desktop: people."""
