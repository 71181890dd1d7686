"""Whether all is well: one check after another, each with what it found wrong and how to mend it.

Nothing here mends, makes or writes anything, and nothing counts enquiries.
"""
