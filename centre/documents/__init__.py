"""PDFs that a centre offers to its readers: the list of them, and what is published of each."""
