"""The engine of the replanner: plain numbers in, seats out; knows no store, no clock and no name of anybody."""
