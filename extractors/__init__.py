"""Bytes → grid and drawing → annex forms, each value with its place."""
