"""Word documents (.docx) read into grids of cells and drawings."""
