"""Commands about the code itself, such as its words and its drawing; no part of the product."""
