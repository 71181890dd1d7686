"""Pages for people: what templates may ask, and pages made of facts."""
