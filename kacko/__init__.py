"""`kacko`, the command line: one command a module; what it does is decided in the two halves.

Only this house may import both of them, and nobody imports it.
"""
