"""Backups: all that a centre needs on a new machine, in one file that only its key opens.

Not in it: the key of hints, the roster's generation, the tombstones. What was deleted, and who
left, must not come back with a backup; the tombstones travel beside.
"""
