"""What the centre tells of itself in lists: goals, groups, partners, alerts, yearly results; no
page."""
