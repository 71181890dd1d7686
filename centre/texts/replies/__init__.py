"""Reply templates of the desk: read from files, filled from the facts, suggested."""
