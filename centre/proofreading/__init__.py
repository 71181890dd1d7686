"""The proof-reader of the content: what a careful colleague would mark before a text goes out."""
