"""A centre's folder over the common texts of the product: which file counts, and whose it is.

Nothing is copied: every reader is led to the file that counts, so that a fault names the file that
a person edits.
"""
