"""Checking a Word template against what its document hands in: all faults at once."""
