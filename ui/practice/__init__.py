"""The desktop: practice settings."""
