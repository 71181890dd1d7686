"""What the service holds about whoever writes to it."""

from centre.intake.data_items import DataItem, Form, Subject
from centre.language.i18n import N_

ITEMS = (
    DataItem(
        "enquiry.kind enquiry.counted_as enquiry.language",
        Form.CLEAR,
        Subject.SENDER,
        N_("What kind of enquiry it is and in which language."),
        N_("Somebody who can answer it takes it."),
    ),
    DataItem(
        "enquiry.number sqlite_sequence.name sqlite_sequence.seq",
        Form.CLEAR,
        Subject.SENDER,
        N_("The enquiry’s number, so also how many have come."),
        N_("We call an enquiry by a number because we know no name."),
    ),
    DataItem(
        "enquiry.received_on enquiry.due_on enquiry.last_on enquiry.closed_on enquiry.settled_on",
        Form.CLEAR,
        Subject.SENDER,
        N_(
            "The days: when it came, when we promised an answer, the last message, "
            "when it was settled, the end. No hours."
        ),
        N_("We answer by the promised day and delete the conversation in time."),
    ),
    DataItem(
        "enquiry.state enquiry.read enquiry.read_position enquiry.taken_back enquiry.urgent",
        Form.CLEAR,
        Subject.SENDER,
        N_(
            "Whether it waits for an answer, whether the answer was opened and up to which "
            "message, whether we are still changing one, whether it is urgent."
        ),
        N_("Nobody is overlooked."),
    ),
    DataItem(
        "message.enquiry_id message.position message.role",
        Form.CLEAR,
        Subject.SENDER,
        N_("How many messages there are and which ones are ours."),
        N_("The conversation stays in order and a missing message is noticed."),
    ),
    DataItem(
        "confirmation.body_until confirmation.until",
        Form.CLEAR,
        Subject.SENDER,
        N_("When it was sent: for about half an hour exactly, then for a day only the hour."),
        N_("What is sent twice by mistake is kept once."),
    ),
    DataItem(
        "letter.purpose letter.send_after letter.give_up letter.tries letter.dead",
        Form.CLEAR,
        Subject.SENDER,
        N_("When a waiting e-mail notice is to be sent. Not to whom."),
        N_("A notice that the mail server refused is sent again later."),
    ),
    DataItem(
        "visit.idle_until visit.until",
        Form.CLEAR,
        Subject.SENDER,
        N_("Until when some open mailbox or desk lasts. Not whose."),
        N_("A forgotten mailbox closes by itself."),
    ),
    DataItem(
        "figure.month figure.kind figure.language figure.received figure.answered figure.in_time "
        "figure.erased flood.day flood.turned_away",
        Form.CLEAR,
        Subject.SENDER,
        N_(
            "Monthly sums: how many enquiries came, how many had an answer in time, how many "
            "went unanswered after a year, how many a flood refused."
        ),
        N_("They stay after the conversations are deleted, for reports."),
    ),
    DataItem(
        "message.body",
        Form.SEALED,
        Subject.SENDER,
        N_(
            "The messages, the optional answers of the form and the exact times. The length "
            "in a few classes."
        ),
        N_("The conversation itself. The reply code opens it, and a counsellor’s login does."),
    ),
    DataItem(
        "enquiry.feedback_box",
        Form.SEALED,
        Subject.SENDER,
        N_("How the answer helped, if you told us. Whether anybody told us cannot be seen."),
        N_("We learn from it. The number without the conversation stays for reports."),
    ),
    DataItem(
        "slip.box",
        Form.SEALED,
        Subject.SENDER,
        N_(
            "For the sums of a month, each on a slip that names no enquiry: the topic or whom it "
            "is about if you chose one, how the answer helped, in which town a syringe lay."
        ),
        N_("They stay after the conversations are deleted, for reports."),
    ),
    DataItem(
        "publication.text_box publication.consent_box",
        Form.SEALED,
        Subject.SENDER,
        N_("The text that we rewrote for publishing, and whether you agree to it."),
        N_("We publish only what its sender agreed to, word for word."),
    ),
    DataItem(
        "enquiry.hint_box letter.box",
        Form.SEALED,
        Subject.SENDER,
        N_("The e-mail for notices, if one was given. Whether one was given cannot be told."),
        N_("So that we can write that there is an answer."),
    ),
    DataItem(
        "confirmation.body",
        Form.SEALED,
        Subject.SENDER,
        N_("For half an hour, the reply code. Only the browser that sent the enquiry opens it."),
        N_("The page with the code survives a reload."),
    ),
    DataItem(
        "note.body draft.box reminder.box reading.box supervision_item.box enquiry.before_box "
        "enquiry.minutes_box register_entry.box summary.box notebook_entry.box",
        Form.SEALED,
        Subject.SENDER,
        N_(
            "Notes, summaries and reminders of the team, unfinished answers and those that a "
            "colleague reads, how it stood before the last answer and how long that took, and "
            "what a complaint concerned, who dealt with it and the result."
        ),
        N_("Colleagues know what was agreed. Only a counsellor’s login opens them."),
    ),
    DataItem(
        "enquiry.receipt_box enquiry.thread_box enquiry.staff_box epoch.thread_box "
        "epoch.sender_box epoch.staff_box visit.body",
        Form.SEALED,
        Subject.SENDER,
        N_("The keys of the conversation, themselves under lock."),
        N_("Without a reply code or a counsellor’s login they open nothing."),
    ),
    DataItem(
        "enquiry.id enquiry.lookup_id enquiry.sender_public enquiry.keys_mac enquiry.count_mac "
        "enquiry.notes_mac epoch.mac message.id note.id confirmation.id "
        "confirmation.trace visit.id draft.id reminder.id supervision_item.id notebook_entry.id "
        "letter.id letter.trace slip.id enquiry.slip_id tombstone_mark.stream "
        "tombstone_mark.hash",
        Form.BLANK,
        Subject.SENDER,
        N_("Random numbers and fingerprints that only the right key can make."),
        N_("They find a record for whoever holds its key, and tell others nothing."),
    ),
)
