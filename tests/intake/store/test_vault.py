"""The vault opens what it sealed, where it sealed it, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.secret import Aead

from intake_service.store import vault
from intake_service.store.receipts import Receipt
from intake_service.store.vault import Key, Pair, Place, Record, Refused, Role, Vault
from tests.examples import examples

SECRET = bytes(range(32))
KEY = Key(bytes(range(32, 64)))
HERE = Place(
    Record.MESSAGE, enquiry=b"e" * 16, record=b"r" * 16, position=3, role=Role.TEAM, version=2
)

ELSEWHERE = {
    "another enquiry": replace(HERE, enquiry=b"f" * 16),
    "another record": replace(HERE, record=b"s" * 16),
    "another position": replace(HERE, position=4),
    "another author": replace(HERE, role=Role.SENDER),
    "another key version": replace(HERE, version=3),
    "another type": replace(HERE, kind=Record.NOTE),
}


def test_the_cipher_is_xchacha20_poly1305_of_the_published_vector() -> None:
    # draft-irtf-cfrg-xchacha-03, appendix A.3.1
    plain = (
        b"Ladies and Gentlemen of the class of '99: "
        b"If I could offer you only one tip for the future, "
        b"sunscreen would be it."
    )
    key = bytes(range(0x80, 0xA0))
    nonce = bytes(range(0x40, 0x58))
    sealed = Aead(key).encrypt(plain, bytes.fromhex("50515253c0c1c2c3c4c5c6c7"), nonce)
    assert sealed.ciphertext[:16].hex() == "bd6d179d3e83d43b9576579493c0e939"
    assert sealed.ciphertext[-16:].hex() == "c0875924c1c7987947deafd8780acf49"


def test_what_is_derived_never_changes() -> None:
    """Known answers: a change here would lock every conversation that exists."""
    ours = Vault(SECRET)
    keys = ours.receipt_keys(Receipt("0123456789ABCDEF"))
    assert keys.lookup_id.hex() == "60b79b4f6a993691932de04e33539658"
    assert keys.wrap.hex() == "b8790015e937aaef99392a13ce3930363fbe8a34e882c0d5cda725d97440e112"
    assert (
        ours.password_key("correct horse battery", b"c" * 16).hex()
        == "e2ac0ad0fc487739b4de5f890a345a8fbf213f7cf2579ea6cf28b065b1f0b20a"
    )
    assert (
        ours.cookie_key("kacko").hex()
        == "d02f492cd3a041fa3261465613fe0c9a60e1adb8be260d221189222060c12a30"
    )
    assert (
        HERE.associated_data().hex()
        == "6b61636b6f3102656565656565656565656565656565657272727272727272"
        "7272727272727272000000030200000002"
    )


@settings(max_examples=examples(60))
@given(st.binary(max_size=130_000))
def test_anything_that_fits_comes_back_and_its_length_tells_only_a_class(plain: bytes) -> None:
    box = vault.seal(KEY, plain, HERE)
    assert vault.unseal(KEY, box, HERE) == plain
    assert len(box) - Aead.NONCE_SIZE - Aead.MACBYTES in vault.SIZES


@pytest.mark.parametrize("place", ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_moved_record_is_refused(place: Place) -> None:
    with pytest.raises(Refused):
        vault.unseal(KEY, vault.seal(KEY, b"text", HERE), place)


@given(st.data())
def test_a_changed_or_truncated_record_is_refused(data: st.DataObject) -> None:
    box = vault.seal(KEY, b"text", HERE)
    position = data.draw(st.integers(0, len(box) - 1))
    flipped = bytes([box[position] ^ data.draw(st.integers(1, 255))])
    for broken in (box[:position] + flipped + box[position + 1 :], box[:position]):
        with pytest.raises(Refused):
            vault.unseal(KEY, broken, HERE)


@given(st.binary(min_size=32, max_size=32).filter(lambda key: key != KEY))
def test_another_key_opens_nothing(other: bytes) -> None:
    with pytest.raises(Refused):
        vault.unseal(Key(other), vault.seal(KEY, b"text", HERE), HERE)


def test_a_wrong_receipt_gives_another_row_and_another_key() -> None:
    ours = Vault(SECRET)
    right, wrong = (
        ours.receipt_keys(Receipt(text)) for text in ("0123456789ABCDEF", "0123456789ABCDEG")
    )
    assert right.lookup_id != wrong.lookup_id
    with pytest.raises(Refused):
        vault.unseal(wrong.wrap, vault.seal(right.wrap, b"thread key", HERE), HERE)


def test_the_same_receipt_under_another_server_secret_opens_nothing() -> None:
    receipt = Receipt("0123456789ABCDEF")
    assert Vault(SECRET).receipt_keys(receipt) != Vault(bytes(32)).receipt_keys(receipt)


def test_a_sealed_box_that_was_moved_or_cut_is_refused() -> None:
    pair = Pair.new()
    box = vault.seal_to(pair.public, b"thread key", b"enquiry 1", b"version 1")
    assert vault.unseal_from(pair.private, box, b"enquiry 1", b"version 1") == b"thread key"
    for names in (
        (b"enquiry 2", b"version 1"),
        (b"enquiry 1", b"version 2"),
        (b"enquiry 1version 1",),
        (),
    ):
        if names:
            with pytest.raises(Refused):
                vault.unseal_from(pair.private, box, *names)
    for broken in (box[:-1], box[:10], b""):
        with pytest.raises(Refused):
            vault.unseal_from(pair.private, broken, b"enquiry 1", b"version 1")
    with pytest.raises(Refused):
        vault.unseal_from(Pair.new().private, box, b"enquiry 1", b"version 1")


def test_a_swapped_public_key_fails_its_mac() -> None:
    ours = Vault(SECRET)
    real = Pair.new().public
    swapped = Pair.new().public
    mac = ours.mac("team key", vault.version_name(1), real)
    ours.verify(mac, "team key", vault.version_name(1), real)
    for parts in ((vault.version_name(1), swapped), (vault.version_name(2), real)):
        with pytest.raises(Refused):
            ours.verify(mac, "team key", *parts)
    with pytest.raises(Refused):
        ours.verify(mac, "recovery key", vault.version_name(1), real)


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=4))
def test_parts_never_run_together(parts: list[bytes]) -> None:
    joined = [b"".join(parts)]
    if parts != joined:
        assert vault.derive(KEY, "label", *parts) != vault.derive(KEY, "label", *joined)


def test_the_server_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "server-secret"
    first = Vault.at(path).cookie_key("x")
    assert Vault.at(path).cookie_key("x") == first
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_cut_off_server_secret_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "server-secret"
    path.write_bytes(b"short")
    with pytest.raises(Refused, match="server-secret"):
        Vault.at(path)


def test_ids_are_random_uuids_of_version_4() -> None:
    ids = {vault.new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(each[6] >> 4 == 4 and each[8] >> 6 == 2 for each in ids)
