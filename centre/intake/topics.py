"""What a question may be about, as its writer chooses it and reply templates name it."""

from typing import Final

TOPICS: Final = (
    *("question", "health", "testing", "exchange", "crisis", "gambling", "treatment", "social"),
    *("housing", "law", "flat"),
)
"""Ids; their words stand with the form's fields."""
