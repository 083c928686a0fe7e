"""The weeks ahead, the calendar files of chairs and minute-takers, and the day sheets of reception."""
