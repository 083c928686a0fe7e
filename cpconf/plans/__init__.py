"""The child protection plan."""
