"""What a shift begins with: all that waits for somebody, from everywhere in the desk."""
