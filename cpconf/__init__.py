"""cpconf: runs the child protection conferences of an English local authority; knows nothing of windows."""

__version__ = "0.1.0"
