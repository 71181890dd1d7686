"""What counsellors do: read, answer, note, bin, publish."""
