"""What helps a counsellor to write an answer: templates, and remarks before it goes."""
