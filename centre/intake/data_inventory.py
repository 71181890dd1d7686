"""What the service holds, column by column, in words for readers.

The page about what the centre could hand over is made of this list, and a test compares it with
every column of a real database: a new column needs a line here that says why it may be there.
`description` and `reason` are messages, translated when they are shown; `log` stands for the lines
that the servers write.
"""

from dataclasses import dataclass
from enum import StrEnum

from centre.language.i18n import N_


class Form(StrEnum):
    """How something lies in the database."""

    CLEAR = "clear"
    """Whoever has the database reads it."""
    SEALED = "sealed"
    """Only a reply code, a counsellor's password or the recovery key opens it; its length tells its
    class."""
    BLANK = "blank"
    """Random numbers, public keys, keyed hashes: nobody learns anything from them alone."""


SIZES = tuple(2**power for power in range(8))
"""Everything sealed is as long as one of these, in KiB: a length tells only its class."""


class Subject(StrEnum):
    """Whom something is about."""

    SENDER = "sender"
    STAFF = "staff"
    SERVICE = "service"


@dataclass(frozen=True)
class DataItem:
    """Columns that readers know as one thing, as words `table.column`."""

    where: str
    form: Form
    about: Subject
    description: str
    reason: str

    @property
    def columns(self) -> list[str]:
        """Each column as `table.column`."""
        return self.where.split()


def items_about(form: Form, about: Subject) -> list[DataItem]:
    """What is held about somebody in this form, in the order of the list."""
    return [item for item in INVENTORY if (item.form, item.about) == (form, about)]


INVENTORY = (
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
    DataItem(
        "counsellor.name counsellor.duties counsellor.standing counsellor.joined_on "
        "invitation.name invitation.duties invitation.until",
        Form.CLEAR,
        Subject.STAFF,
        N_("Names at the desk and roles of the team and of those invited, and days of joining."),
        N_("Logging in, inviting and leaving need them."),
    ),
    DataItem(
        "counsellor.letters",
        Form.CLEAR,
        Subject.STAFF,
        N_("Which letters each counsellor wants. Not where they go."),
        N_("Who is at rest is not disturbed, and what is urgent reaches somebody."),
    ),
    DataItem(
        "counsellor.totp_step",
        Form.CLEAR,
        Subject.STAFF,
        N_("When each counsellor last logged in with a code, to half a minute."),
        N_("Each code from the app works only once."),
    ),
    DataItem(
        "audit_line.number audit_line.day audit_line.who audit_line.act audit_line.enquiry "
        "audit_line.person audit_head.id audit_head.cut audit_head.last",
        Form.CLEAR,
        Subject.STAFF,
        N_(
            "Who of the team opened, answered, closed, deleted or published which enquiry, by its "
            "number, on which day. No hour, no text. For a year."
        ),
        N_("Whoever reads enquiries answers for it; a removed or changed line is noticed."),
    ),
    DataItem(
        "login_day.day login_day.count",
        Form.CLEAR,
        Subject.STAFF,
        N_("How often each counsellor logged in on which day, for thirty days."),
        N_("They see in their account whether somebody else did."),
    ),
    DataItem(
        "counsellor.session_epoch roster.id roster.generation roster.team_version",
        Form.CLEAR,
        Subject.STAFF,
        N_("How often people and keys of the team changed, and sessions were ended everywhere."),
        N_("Older rows that somebody puts back are refused."),
    ),
    DataItem(
        "note.enquiry_id note.position publication.enquiry_id draft.enquiry_id draft.until "
        "draft.key_version register_entry.number register_entry.enquiry_number "
        "register_entry.received_on summary.enquiry_id reminder.enquiry_id reminder.remind_on "
        "hiding.enquiry_id hidden_number.number notebook_entry.written_on",
        Form.CLEAR,
        Subject.STAFF,
        N_(
            "How many notes an enquiry has, whether the team summed it up, whether we asked about "
            "publishing it, whether something for it is unfinished and until when that is kept, "
            "on which day somebody wants to be reminded of it, whether a complaint was looked at "
            "for whom it concerns, and on which days complaints came."
        ),
        N_("Order, and an end to what was not sent."),
    ),
    DataItem(
        "claim.enquiry_id claim.counsellor_id claim.until call.enquiry_id call.counsellor_id "
        "recusal.enquiry_id reading.enquiry_id supervision_item.enquiry_id",
        Form.CLEAR,
        Subject.STAFF,
        N_(
            "Who means to answer which enquiry and until when, who is called to look at one, "
            "whether a colleague reads an answer, whether the team wants to talk one over, and "
            "that one is not shown to somebody of the team. Not to whom."
        ),
        N_("Nobody answers twice, and nobody reads about somebody they know."),
    ),
    DataItem(
        "absence.counsellor_id absence.day",
        Form.CLEAR,
        Subject.STAFF,
        N_("Who of the team is away today. No reason, and it goes when the day is over."),
        N_("Colleagues take over what would wait."),
    ),
    DataItem(
        "proposed_deletion.enquiry_id proposed_deletion.counsellor_id proposed_deletion.position "
        "proposed_deletion.proposed_on",
        Form.CLEAR,
        Subject.STAFF,
        N_("Who proposed to delete an enquiry before its day, and when."),
        N_("A second person has to agree, or seven days pass in which anybody can stop it."),
    ),
    DataItem(
        "proposed_page.enquiry_id proposed_page.counsellor_id proposed_page.proposed_on",
        Form.CLEAR,
        Subject.STAFF,
        N_("Who proposed to publish the text of an enquiry, and when."),
        N_("A second person has to agree, or seven days pass in which anybody can stop it."),
    ),
    DataItem(
        "counsellor.private_box counsellor.totp_box security_key.box key_share.box "
        "team_key.recovery_box",
        Form.SEALED,
        Subject.STAFF,
        N_(
            "The team’s keys, each under its owner’s password, and once under the recovery "
            "key in the safe."
        ),
        N_("Without a login or the recovery key they open nothing, whoever runs the server."),
    ),
    DataItem(
        "counsellor.id counsellor.public counsellor.mac key_share.counsellor_id invitation.id "
        "recovery_code.id recovery_code.counsellor_id security_key.id security_key.counsellor_id "
        "login_day.counsellor_id team_key.public "
        "team_key.mac team_key.sender_mac roster.digest roster.mac roster.sender_mac "
        "recovery_key.public recovery_key.mac tick_key.public tick_key.mac "
        "recusal.reader proposed_deletion.mac hiding.mark hidden_number.mark register_entry.mark "
        "audit_line.hash "
        "audit_head.cut_hash "
        "audit_head.last_hash audit_head.mac",
        Form.BLANK,
        Subject.STAFF,
        N_("Public keys, and fingerprints of codes that were handed over."),
        N_("They close a lock and open none."),
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
        N_("While one machine sends the letters, no other one does."),
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
