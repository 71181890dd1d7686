"""What the service holds about the team."""

from centre.intake.data_items import DataItem, Form, Subject
from centre.language.i18n import N_

ITEMS = (
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
        N_("Which e-mails each counsellor wants. Not where they go."),
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
)
