"""What an enquiry turns out to be, and whose matter it is."""
