"""The longest that the service keeps what ends by itself.

Readers are told these times, so a setting of the service may only shorten them.
"""

FORM_HOURS = 24
"""An opened form may be sent."""

RECEIPT_MINUTES = 30
"""The page with the receipt survives a reload."""

SENT_HOURS = 24
"""The same text counts as already sent."""

MAILBOX_IDLE_MINUTES = 20
"""A mailbox in which nobody does anything stays open."""

MAILBOX_HOURS = 12
"""A mailbox stays open in any case."""

HINT_DAYS = 3
"""The address of a hint waits for a mail server that does not take it."""

EDITING_HOURS = 12
"""Whoever edits the website need not log in again."""

CONFIRMED_MINUTES = 10
"""A fresh code holds for dangerous facts."""
