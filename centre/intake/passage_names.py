"""The passages that the service cannot do without, by name.

Each is a file ``content/<lang>/intake/<name>.md``. The check asks for them in Czech and names every
other file in that folder: a passage that nobody shows is a renamed one, or a forgotten one.
"""

# fmt: off
PASSAGE_NAMES = frozenset({
    "after-complaint", "after-counselling", "after-relatives", "already-sent", "asked-once-more",
    "closed-intake", "complaint", "confidentiality", "conversation-full", "crisis", "danger-rule",
    "delete", "delete-published", "deleted", "expired", "flooded", "how-the-code-works",
    "intro-complaint", "intro-counselling", "intro-found-syringe", "intro-message",
    "intro-relatives", "mailbox-answered", "mailbox-closed", "mailbox-late", "mailbox-unanswered",
    "mailbox-waiting", "no-cookies", "nobody-answers", "nothing-sent", "overload", "paused",
    "promise", "publication-agreed", "publication-asked", "publication-changed",
    "publication-declined", "publication-published", "read-only", "retention",
    "retention-complaint", "retention-found-syringe", "sent", "sent-unanswered", "slowed",
    "slowed-codes", "thanks-found-syringe", "under-15", "unknown-code", "whom-we-tell",
})
# fmt: on
