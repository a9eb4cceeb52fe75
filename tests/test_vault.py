"""Keyed hash to find, Fernet to read, keys that can be changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.vault import UnreadableSecretError, Vault
from tests.support.cast import HIM, KEY, OTHER_KEY

OLD, NEW = KEY, OTHER_KEY


@given(st.text())
def test_what_is_hidden_can_be_read_again(text):
    vault = Vault([OLD])

    assert vault.read(vault.hide(text)) == text


def test_what_is_hidden_says_nothing():
    vault = Vault([OLD])

    assert HIM.encode() not in vault.hide(HIM)
    assert vault.hide(HIM) != vault.hide(HIM)
    assert vault.find(HIM) == vault.find(HIM)
    assert vault.find(HIM) != Vault([NEW]).find(HIM)


def test_a_new_key_writes_and_the_old_one_still_reads_and_finds():
    before, during, after = Vault([OLD]), Vault([NEW, OLD]), Vault([NEW])
    secret = before.hide(HIM)

    assert during.read(secret) == HIM
    assert before.find(HIM) in during.find_any(HIM)
    assert during.find(HIM) == after.find(HIM)
    assert during.key_id == after.key_id != before.key_id
    assert after.read(during.hide(HIM)) == HIM


def test_processes_that_overlap_lock_on_the_same_number():
    assert Vault([OLD, NEW]).lock_number(HIM) == Vault([NEW, OLD]).lock_number(HIM)


def test_a_key_that_is_gone_is_said_so():
    with pytest.raises(UnreadableSecretError):
        Vault([NEW]).read(Vault([OLD]).hide(HIM))


def test_no_key_shows_in_the_repr():
    assert KEY not in repr(Vault([KEY]))
