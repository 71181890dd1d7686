"""The git repository that a centre's folder may be: what is saved is kept there as a commit."""
