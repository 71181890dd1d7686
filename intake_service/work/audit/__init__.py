"""The audit: who of the team did what on which day, without content, as a chain that shows any
change."""
