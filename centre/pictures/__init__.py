"""Pictures on pages: the list of them, their files of several widths, and how a page shows them."""
