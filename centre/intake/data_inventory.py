"""What the service holds, column by column, in words for readers.

The page about what the centre could hand over is made of this list, and a test compares it with
every column of a real database: a new column needs a line in one of its parts that says why it may
be there. `log` stands for the lines that the servers write.
"""

from centre.intake import data_about_senders, data_about_service, data_about_staff
from centre.intake.data_items import DataItem, Form, Subject

INVENTORY = (*data_about_senders.ITEMS, *data_about_staff.ITEMS, *data_about_service.ITEMS)


def items_about(form: Form, about: Subject) -> list[DataItem]:
    """What is held about somebody in this form, in the order of the list."""
    return [item for item in INVENTORY if (item.form, item.about) == (form, about)]
