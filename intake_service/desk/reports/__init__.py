"""What the team reports: found syringes, the figures of a year, the record of work."""
