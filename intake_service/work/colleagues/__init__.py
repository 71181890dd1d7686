"""What people of the team do for each other: hand over, stand in, read before something goes."""
