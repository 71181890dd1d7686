"""What the vault raises."""


class Refused(Exception):
    """What was stored does not open: wrong key, changed, moved, cut off or swapped."""


class NotHeld(Exception):
    """This process was given the sender's part of the server secret alone."""


class Swapped(Refused):
    """A public key in the database is not the one that this service put there."""
