"""Each country gets the language that was chosen for it, its usual one, or the hotline's own."""

from hotline.domain.languages import TEXT_LANGUAGES, Texts, languages_of, languages_to_write
from hotline.domain.reply_texts import ReplyText


def texts(*languages, own="fr", **chosen):
    found = {one: ReplyText(n, one, 1, one, None) for n, one in enumerate(languages)}
    return Texts(found, own, chosen)


def test_no_text_for_a_country_means_the_hotlines_own():
    found = texts("fr")

    assert found.to("JP").language == "fr"
    assert found.to("GB").language == "fr"


def test_a_country_with_several_languages_gets_the_one_that_was_chosen():
    assert languages_of("BE") == ("fr", "nl", "de")
    assert texts("fr", "nl").to("BE").language == "fr"
    assert texts("fr", "nl", BE="nl").to("BE").language == "nl"
    assert texts("fr", "nl", BE="nl").to("FR").language == "fr"


def test_a_choice_without_a_text_waits_for_one():
    found = texts("fr", "en", own="en", BE="nl")

    assert found.to("BE").language == "fr"
    assert found.language_to("BE", written="nl") == "nl"


def test_without_its_usual_language_a_country_gets_another_of_its_own():
    found = texts("en", "nl", "fr", own="en")

    assert found.language_to("BE", removed="fr") == "nl"
    assert found.language_to("FR", removed="fr") == "en"


def test_who_gets_a_language_and_which_ones_are_worth_writing():
    found, ours = texts("fr", "en", BE="nl"), frozenset({"FR", "BE", "CH", "JP"})

    assert found.read_in(ours) == {"fr": ["BE", "CH", "FR", "JP"]}
    assert found.readers("nl", ours) == ["BE"]
    assert languages_to_write(found, ours) == ["fr", "nl"]


def test_every_language_that_is_spoken_can_be_written():
    assert all(set(languages_of(one)) <= set(TEXT_LANGUAGES) for one in ("BE", "CH", "LU", "CA"))
