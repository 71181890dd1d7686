"""An answer put together from templates: one greeting, the templates in their order, one
signature."""

from centre.language.i18n import N_, gettext, speaking

GREETING = N_("Hello,")
SIGNATURE = N_("The team of the centre")


def with_template(typed: str, words: str, lang: str) -> str:
    """What was typed, and below it the words of a template.

    An answer that begins is greeted and signed in the language ``lang``; further templates come
    above the signature that is there.
    """
    with speaking(lang):
        greeting = gettext(GREETING)
        signature = gettext(SIGNATURE)
    body = typed.replace("\r\n", "\n").strip()
    if not body:
        return f"{greeting}\n\n{words}\n\n{signature}"
    if body.endswith(signature):
        body = body.removesuffix(signature).rstrip()
        return f"{body}\n\n{words}\n\n{signature}"
    return f"{body}\n\n{words}"
