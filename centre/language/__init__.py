"""What a language needs: catalogues, dates, alphabet, typography; nothing of what a centre says."""
