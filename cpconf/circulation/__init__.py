"""Documents made from frozen snapshots."""
