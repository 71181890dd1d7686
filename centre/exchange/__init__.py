"""What the halves hand to each other as files: the frame of a page, published questions."""
