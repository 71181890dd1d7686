"""The page of one enquiry: one form with many buttons."""

from intake_service.desk.cases import (
    answering,
    checking,
    deleting,
    exporting,
    handing_over,
    reading,
    reminding,
    sorting,
    summing_up,
    supervision,
    taking_back,
    templates,
    writing,
)
from intake_service.desk.cases.page import bp, gone

__all__ = [
    "answering",
    "bp",
    "checking",
    "deleting",
    "exporting",
    "gone",
    "handing_over",
    "reading",
    "reminding",
    "sorting",
    "summing_up",
    "supervision",
    "taking_back",
    "templates",
    "writing",
]
