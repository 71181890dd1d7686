"""Writing pages: drafts, how they are checked, published, translated and read by others."""
