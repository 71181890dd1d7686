"""What is new at a centre: short texts with a first day, and often a last one."""
