"""What a process that lives long keeps of earlier runs."""
