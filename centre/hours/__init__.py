"""What follows from the opening hours: any day, words, OSM, calendars, the promised day."""
