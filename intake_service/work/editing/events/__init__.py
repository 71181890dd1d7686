"""What staff say has happened, as a change of a file of facts, with its sentence for readers."""
