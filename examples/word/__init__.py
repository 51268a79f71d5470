"""Word documents as departments write them, put together from raw XML."""
