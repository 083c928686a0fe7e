"""This authority's settings: time limits, quoracy, wording."""
