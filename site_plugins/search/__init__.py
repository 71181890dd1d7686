"""Search: the index that the build writes, its words and stems, the page for readers."""
