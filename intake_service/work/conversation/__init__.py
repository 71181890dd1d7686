"""A conversation and what it is: its kind, state, messages, notes and end; not who acts on it."""
