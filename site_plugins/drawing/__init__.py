"""What is drawn at build: the map, its labels, charts, colours; it writes no page."""
