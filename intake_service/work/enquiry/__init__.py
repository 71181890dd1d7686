"""What senders do: send, come back, answer, delete; and what is counted of it."""
