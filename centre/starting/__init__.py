"""The folder of a centre that begins, made from a few answers, and the list of what is left."""
