"""What both halves must agree on: addresses, cookies, bounds of time, the inventory of data; no
facts."""
