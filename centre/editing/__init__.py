"""Changing a file of facts: one value in its text, the check of all, the write, the way back.

It knows no web framework; whose hand it is comes in from outside.
"""
