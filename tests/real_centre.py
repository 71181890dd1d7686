"""The content of the sample as if it were a real centre's."""

from pathlib import Path

MARKS = (
    ("demo: true", "demo: false"),
    ("    sample: true\n", ""),
    (",ukázka\n", ",\n"),
    ("+420 000", "+420 555"),  # a number of this form could exist
)
"""What only a sample may say, and what a real centre says instead."""


def make_real(content: Path) -> None:
    """Take away what marks the sample in the facts under ``content``, a copy."""
    for facts in [path for path in (content / "data").rglob("*") if path.is_file()]:
        written = facts.read_text("utf-8")
        for sample, real in MARKS:
            written = written.replace(sample, real)
        facts.write_text(written, "utf-8")
