"""Papers on the desktop: drawn away from the window, kept, listed and shown."""
