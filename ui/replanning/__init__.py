"""The desktop: replanning."""
