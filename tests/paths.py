"""Where things lie, for tests of every room."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
SMALL_CENTRE = ROOT / "tests" / "centre" / "small_centre"
"""A centre with few facts, for tests that count on each of them."""
