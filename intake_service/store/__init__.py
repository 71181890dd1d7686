"""What is kept: the tables, the database, and the vault that seals everything readable."""
