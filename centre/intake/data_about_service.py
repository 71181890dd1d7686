"""What the service holds about itself."""

from centre.intake.data_items import DataItem, Form, Subject
from centre.language.i18n import N_

ITEMS = (
    DataItem(
        "tally.month tally.kind tally.counted tally.step tally.count slip.counted",
        Form.CLEAR,
        Subject.SERVICE,
        N_(
            "Monthly sums of our work: after how many days answers came, how many minutes they "
            "took, how many reply codes were typed at the counter. Which slips count."
        ),
        N_("They stay after the conversations are deleted, for reports."),
    ),
    DataItem(
        "find.month find.town find.place find.outcome find.finds find.pieces",
        Form.CLEAR,
        Subject.SERVICE,
        N_(
            "Monthly sums of found syringes: the town, as the website names it, the sort of "
            "place, how it ended, how many. Not the spot, and nobody who reported it."
        ),
        N_("They stay after the reports are deleted, for towns and reports."),
    ),
    DataItem(
        "enquiry.key_version epoch.enquiry_id epoch.number epoch.key_version message.epoch "
        "note.epoch slip.key_version register_entry.key_version "
        "notebook_entry.key_version key_share.version team_key.version team_key.recovery_version "
        "team_key.made_on recovery_key.version recovery_key.made_on tick_key.version "
        "letter.tick_version",
        Form.CLEAR,
        Subject.SERVICE,
        N_("Which version of a key fits, and the day it was made."),
        N_("Old keys open old conversations."),
    ),
    DataItem(
        "tick_key.heard_at",
        Form.CLEAR,
        Subject.SERVICE,
        N_("The second in which the chores last ran; only the newest one."),
        N_("While one machine sends the e-mails, no other one does."),
    ),
    DataItem(
        "tombstone_mark.id tombstone_mark.count tombstone_mark.closed_on",
        Form.CLEAR,
        Subject.SERVICE,
        N_("How many deletions were noted beside the database, and whether it was restored."),
        N_("What was deleted stays deleted after a restore from a backup."),
    ),
    DataItem(
        "heartbeat.id heartbeat.ran_on heartbeat.present_on",
        Form.CLEAR,
        Subject.SERVICE,
        N_("On which day the chores last ran, and on which somebody of the team was last here."),
        N_("After a jump of the clock nothing is erased, and the forms say when nobody answers."),
    ),
    DataItem(
        "switch.id switch.paused switch.more_days switch.noticed_on switch.weekly_letter "
        "switch.weekly_letter_on switch.reading alembic_version.version_num "
        "alembic_version.works_for",
        Form.CLEAR,
        Subject.SERVICE,
        N_(
            "Whether intake is paused, whether the promise is longer, whether a colleague reads "
            "answers before they go, which version of the program this is."
        ),
        N_("The service knows its own state after a restart."),
    ),
    DataItem(
        "log.day log.event log.route log.error log.where log.enquiry",
        Form.CLEAR,
        Subject.SERVICE,
        N_(
            "In the server’s log: the day, which page failed and where, the number of a "
            "damaged enquiry."
        ),
        N_("Faults can be mended. No address, device, code or text stands there."),
    ),
)
