"""What a centre that says it is real still has from a sample, or nobody has written yet."""

from collections.abc import Iterator

from centre.reading.faults import Fault
from centre.texts.content import Content
from site_plugins.checks import invented, sample_prints, sample_words, stated
from site_plugins.run.refusals import Remnant


def found(content: Content) -> Iterator[tuple[Remnant, Fault]]:
    """Every remnant with its kind.

    None while ``demo`` is true: a sample says of itself on every page what it is.
    """
    if content.facts.centre.demo:
        return
    in_facts = stated.in_facts(content)
    everything = [*in_facts, *stated.in_texts(content)]
    for fault in sample_words.called_samples(everything):
        yield "sample-words", fault
    for fault in sample_prints.facts(content):
        yield "sample-facts", fault
    for fault in sample_prints.texts(content):
        yield "sample-texts", fault
    for fault in invented.addresses(everything):
        yield "addresses", fault
    for fault in (*invented.numbers(content), *invented.accounts(everything)):
        yield "numbers", fault
    for fault in sample_words.not_written_yet(everything):
        yield "unfinished", fault
