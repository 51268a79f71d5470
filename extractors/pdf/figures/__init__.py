"""Flowcharts and risk maps drawn on PDF pages."""
