"""What doctors, lawyers and native readers have approved, and what still waits for them."""
