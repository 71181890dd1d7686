"""Pages and passages: found, rendered, checked against each other; everything read once."""
