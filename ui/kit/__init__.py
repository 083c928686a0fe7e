"""The desktop: kit."""
