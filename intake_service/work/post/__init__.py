"""Letters: what waits in the outbox, hints to senders, and the mail server."""
