"""One build of the site: what it reads, shares, names and writes; no page of its own."""
