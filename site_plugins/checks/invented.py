"""Addresses and numbers that lead to nobody: reserved for examples, made up, or mistyped."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from stdnum import iban
from stdnum.cz import bankaccount, dic
from stdnum.exceptions import InvalidChecksum, ValidationError

from centre.reading.faults import Fault
from centre.texts.content import Content
from site_plugins.checks.stated import Statement

_HOST = re.compile(
    r"(?:https?://|@|\bwww\.)(?P<host>[^\s/:?#<>()\[\]„“\"'|,;]+)"
    r"|(?P<bare>\b(?:[a-z0-9-]+\.)*example\.(?:org|com|net|cz|eu)\b|\bkacko\.[a-z]{2,}\b)",
    re.IGNORECASE,
)
_RESERVED: Final = frozenset({"example", "invalid", "test", "localhost", "local", "localdomain"})
"""Names at the end of an address that lead nowhere (RFC 2606, RFC 6761, RFC 6762)."""
_OF_NOBODY: Final = frozenset(
    {"example", "priklad", "ukazka", "doplnte", "sample", "demo", "test", "testing", "staging"}
    | {"dev", "kacko", "localhost", "domena", "vase-domena", "vasedomena", "yourdomain"}
)
"""Any part of an address that says so itself; the product's own name among them."""
_MAILBOX = re.compile(r"(?P<name>[\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_OF_NO_MAILBOX: Final = frozenset({"ukazka", "priklad", "doplnte", "sample", "example", "test"})

_INVENTED_PHONE = re.compile(
    r"[01]\d{8}|555\d{6}|(\d)\1{8}|(\d{3})\2\2|\d{3}(\d)\3{5}|123456789|987654321|601234567"
    r"|[67]\d{2}(?:123456|654321)"
)
_IN_A_ROW = ("0123456789", "9876543210")

_ACCOUNT = re.compile(r"(?<![\w/-])(?:\d{1,6}-)?\d{6,10}/\d{4}(?![\w/])")
_IBAN = re.compile(r"\bCZ\d{2}(?:\s?\d{4}){5}\b")


def addresses(stated: Iterable[Statement]) -> Iterator[Fault]:
    """Addresses of the web and of e-mail at which nobody can be found."""
    for each in stated:
        for found in _HOST.finditer(each.raw):
            host = (found["host"] or found["bare"]).rstrip(".")
            if _leads_nowhere(host.lower()):
                message = f"adresa {host} nikam nevede; napište svou, která funguje"
                yield each.fault(message, each.raw[: found.start()])
        for found in _MAILBOX.finditer(each.raw):
            if found["name"].lower() in _OF_NO_MAILBOX:
                message = f"adresu {found[0]} nikdo nečte; napište svou"
                yield each.fault(message, each.raw[: found.start()])


def _leads_nowhere(host: str) -> bool:
    parts = host.split(".")
    is_bare_number = re.fullmatch(r"[0-9.]+|\[.*", host) is not None
    return parts[-1] in _RESERVED or is_bare_number or not _OF_NOBODY.isdisjoint(parts)


def numbers(content: Content) -> Iterator[Fault]:
    """Phones, identification numbers and postal codes that nobody has."""
    centre = content.facts.centre
    for phone in centre.contacts.phones.values():
        if _INVENTED_PHONE.fullmatch(phone.digits[-9:]):
            yield phone.fault("number", f"číslo {phone.number} nikdo nemá; napište skutečné")
    for partner in content.listings.partners.partners:
        if _INVENTED_PHONE.fullmatch(partner.digits[-9:]):
            yield partner.fault("phone", f"číslo {partner.phone} nikdo nemá; napište skutečné")
    provider = centre.provider
    if not _fits(provider.ico):
        message = f"IČO {provider.ico} nemůže existovat, nesedí kontrolní číslice; opište je znovu"
        yield provider.fault("ico", message)
    if _is_invented(provider.registration):
        message = f"číslo {provider.registration} v registru služeb být nemůže; opište své"
        yield provider.fault("registration", message)
    for house in content.facts.premises:
        if house.address.postal_code[0] not in "1234567":
            message = f"PSČ {house.address.postal_code} v Česku není; opište je znovu"
            yield house.address.fault("postal_code", message)


def _fits(ico: str) -> bool:
    try:
        dic.validate(ico)
    except InvalidChecksum:
        return False
    except ValidationError:
        return not _is_invented(ico)  # of a form that the library does not know
    return True


def _is_invented(number: str) -> bool:
    return len(set(number)) == 1 or any(number in row for row in _IN_A_ROW)


def accounts(stated: Iterable[Statement]) -> Iterator[Fault]:
    """Numbers of bank accounts whose check digits do not fit."""
    for each in stated:
        for found in _ACCOUNT.finditer(each.raw):
            if not _is_account(found[0]):
                yield each.fault(_wrong_account(found[0]), each.raw[: found.start()])
        for found in _IBAN.finditer(each.raw):
            if not iban.is_valid(found[0]):
                yield each.fault(_wrong_account(found[0]), each.raw[: found.start()])


def _is_account(number: str) -> bool:
    digits = number.partition("/")[0].replace("-", "")
    return bool(bankaccount.is_valid(number)) and len(set(digits)) > 1


def _wrong_account(number: str) -> str:
    return f"číslo účtu {number} nemůže existovat, nesedí kontrolní číslice; opište je znovu"
