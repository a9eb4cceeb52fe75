"""The hotline's own language serves a country without a text."""

from hotline.domain.languages import Texts
from hotline.domain.reply_texts import ReplyText


def test_no_text_for_a_country_means_the_hotlines_own():
    own = ReplyText(1, "fr", 1, "Bonjour.", None)

    assert Texts({"fr": own}, "fr").to("JP") == own
    assert Texts({"fr": own}, "fr").to("GB") == own
