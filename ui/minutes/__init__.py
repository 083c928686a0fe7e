"""Minutes on the desktop: the editor of a conference's text, heading by heading."""
