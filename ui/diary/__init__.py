"""The desktop: diary."""
