"""What an event does to a file: which rows end, which texts tell."""
