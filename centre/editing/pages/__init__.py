"""Pages of the site as staff edit them: fields, text, marks, and what changes for readers."""
