"""The rules judge a balance by its currency and by how long it lasts."""

from hotline.checkup_words import Reader, checkup_in_words
from hotline.domain.balances import Balance, EarlierBalance, judge_balance
from hotline.words import Words

EURO = 1_000_000


def test_the_balance_is_judged_by_its_currency_and_how_long_it_lasts(now):
    def judged(micros, *, currency="EUR", pace=EURO, earlier=None):
        return judge_balance(
            Balance(micros, currency),
            currency="EUR",
            pace_micros=pace,
            day_cap_micros=50 * EURO,
            earlier=earlier,
        )

    assert judged(100 * EURO).facts["days"] == 100
    assert judged(100 * EURO, pace=0).facts["days"] is None
    assert judged(100 * EURO, currency="USD").problem == "currency"
    assert judged(-1).problem == "empty"
    assert judged(49 * EURO).problem == "under_a_day"
    assert judged(60 * EURO, pace=10 * EURO).problem == "few_days"
    earlier = EarlierBalance(120 * EURO, now)
    found_well = [judged(100 * EURO, earlier=earlier)]
    told = checkup_in_words(found_well, Reader.OWNER, Words("en"), now=now)
    assert "€100.00 (€120.00 at " in told
    assert "about 100 days" in told
