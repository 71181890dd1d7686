"""What follows from the opening hours: any day, in words, as OSM, as a calendar, the promised day."""
