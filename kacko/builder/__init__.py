"""The builder: one process that shows drafts as the site would; no secret, database or network."""
