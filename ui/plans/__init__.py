"""Child protection plans on the desktop: the rows of a plan, written child by child."""
