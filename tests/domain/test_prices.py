"""A price list says what a reply costs and how far it has drifted."""

from hotline.domain.prices import PriceList, drift_percent


def test_a_reply_is_set_aside_with_the_margin_rounded_up():
    prices = PriceList({"FR": 79_801}, margin_percent=10)

    assert prices.listed("FR", 2) == 159_602
    assert prices.estimate("FR", 2) == 175_563
    assert prices.estimate("BE", 1) is None


def test_a_price_fixed_by_hand_goes_before_the_list_and_needs_no_margin():
    prices = PriceList({"FR": 80_000}, {"FR": 100_000, "BE": 90_000}, margin_percent=50)

    assert prices.estimate("FR", 1) == 100_000
    assert prices.estimate("BE", 3) == 270_000


def test_what_is_owed_leaves_out_what_has_no_price_and_says_so():
    assert PriceList({"FR": 80_000}).owed({"FR": 3, "XK": 2}, lambda _: 2) == (480_000, 2)


def test_drift_is_told_in_per_cent_of_the_list():
    assert drift_percent(80_000, 92_000) == 15
    assert drift_percent(80_000, 79_800) == 0
    assert drift_percent(80_000, 60_000) == -25
