"""The signature is Twilio's, however its requests are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from tests.support.cast import ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL
from webhook.answers import RefusedError
from webhook.exchange import Post
from webhook.signature import SignatureCheck, refused_unread, signature_of

FORM = "application/x-www-form-urlencoded"
SOME = "bm90IFR3aWxpbydzIHNpZ24hISE="
VALIDATOR = RequestValidator(AUTH_TOKEN)
# What a form can bring: whatever survives UTF-8.
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)


@given(st.dictionaries(TEXT, TEXT, max_size=8))
def test_it_is_what_the_vendors_own_code_says(form):
    url = f"{PUBLIC_URL}/twilio/sms"

    assert signature_of(AUTH_TOKEN.encode(), url, form) == VALIDATOR.compute_signature(url, form)


@pytest.fixture
def check(hotline):
    return SignatureCheck(hotline.settings)


def post(body, signature, path="/twilio/sms", query=""):
    return Post(path, query, FORM, signature, body)


def test_a_field_that_is_there_twice_is_signed_twice_and_read_once(check):
    fields = {"AccountSid": [ACCOUNT_SID], "Body": ["b", "a"]}
    signature = VALIDATOR.compute_signature(f"{PUBLIC_URL}/twilio/sms", _Many(fields))
    body = f"Body=b&AccountSid={ACCOUNT_SID}&Body=a".encode()

    assert check.require(post(body, signature)) == {"Body": "b", "AccountSid": ACCOUNT_SID}


class _Many(dict):
    """Several values of a name, as the validator asks for them."""

    def getall(self, name):
        return self[name]


def test_an_address_that_was_signed_with_its_port_passes(check):
    form = {"AccountSid": ACCOUNT_SID}
    signature = VALIDATOR.compute_signature(f"{PUBLIC_URL}:443/twilio/sms", form)

    assert check.require(post(f"AccountSid={ACCOUNT_SID}".encode(), signature)) == form


def test_more_fields_than_any_form_has_are_refused(check):
    body = "&".join(f"f{number}=" for number in range(130)).encode()

    with pytest.raises(RefusedError) as refused:
        check.require(post(body, "x" * 28))
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("content_type", "signature", "length", "status"),
    [
        (FORM, SOME, "10", None),
        (FORM.upper() + "; charset=UTF-8", SOME, "", None),
        ("application/json", SOME, "10", 415),
        ("", SOME, "10", 415),
        (FORM, "", "10", 403),
        (FORM, "short", "10", 403),
        (FORM, SOME + "=", "10", 403),
        (FORM, SOME, "65537", 413),
        (FORM, SOME, "-1", 413),
        (FORM, SOME, "9" * 5000, 413),
        (FORM, SOME, "1e3", 413),
        (FORM, SOME, "²", 413),
    ],
)
def test_what_cannot_be_signed_is_refused_by_its_headers(content_type, signature, length, status):
    assert refused_unread(content_type, signature, length, "r=1") == status


def test_a_query_longer_than_any_of_ours_is_refused_unread():
    assert refused_unread(FORM, SOME, "10", "r=" + "1" * 300) == 414
