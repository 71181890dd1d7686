"""Found syringes: the tour of the day, how each find ended, and the counts that stay."""
