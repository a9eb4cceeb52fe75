"""What the watch goes by: counts, texts alike, insults, evidence, verdicts."""

from datetime import UTC, datetime, timedelta
from math import comb, exp, log
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.baselines import HOUR, MINUTE, Baseline, Minute
from hotline.domain.detection.drains import DrainRule, Hour, Slow, find_drains
from hotline.domain.detection.evidence import Evidence, Kind, Sign, Weight, weigh
from hotline.domain.detection.insults import is_insulting
from hotline.domain.detection.probabilities import log_chance_of_count, log_chance_of_share
from hotline.domain.detection.spikes import Rule, find_alarm
from hotline.domain.detection.text_copies import text_keys
from hotline.domain.detection.traffic import Traffic
from hotline.domain.detection.verdicts import Conduct, Mark, judge
from hotline.domain.forecasts import budget_ends_at
from hotline.domain.inbounds import InboundKind
from hotline.domain.incidents import CALM_FOR, DOUBTED_FOR, Incident, follow, may_be_loud
from simulator.scenarios.genuine import ordinary, rush
from simulator.scenarios.people import Numbers
from simulator.scenarios.raids import Flood, crowd, few, lockstep, rotating
from tests.support.afternoons import arrivals_of

MONDAY = datetime(2026, 10, 26, tzinfo=UTC).timestamp()


@given(st.integers(1, 60), st.floats(0.05, 40))
@settings(max_examples=60, deadline=None)
def test_the_chance_of_a_count_is_that_of_a_negative_binomial(count, expected):
    size = 3
    p = size / (size + expected)
    below = sum(comb(k + size - 1, k) * p**size * (1 - p) ** k for k in range(count))

    assert exp(log_chance_of_count(count, expected, size=size)) == pytest.approx(
        1 - below, abs=1e-9
    )


@given(st.integers(1, 40), st.data())
@settings(max_examples=40, deadline=None)
def test_the_chance_of_a_share_is_never_believed_smaller_than_it_is(of, data):
    hits = data.draw(st.integers(0, of))
    share = data.draw(st.floats(0.02, 0.5))
    exact = sum(comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(hits, of + 1))

    assert log_chance_of_share(hits, of, share) >= log(max(exact, 1e-300)) - 1e-9


@pytest.mark.parametrize(
    "other",
    [
        "REJOIGNEZ LE RAID SUR LE FORUM, CHAQUE SMS LEUR COUTE 16 CENTIMES",
        "rejoignez le raid sur le forum chaque sms leur coute 16 centimes 4711",
        "Kevin : rejoignez le raid sur le forum, chaque sms leur coûte 16 centimes !!!",
    ],
)
def test_a_copy_with_a_twist_shares_a_key_with_the_text(other):
    text = "Rejoignez le raid sur le forum, chaque SMS leur coûte 16 centimes"

    assert set(text_keys(text)) & set(text_keys(other))


def test_what_everybody_writes_has_no_key():
    assert text_keys("salut ça va ?") == ()
    assert not set(text_keys("salut tu m'as donné ton numéro au bar hier soir")) & set(
        text_keys("salut tu m'as donné ton numéro à la gare samedi dernier")
    )


@pytest.mark.parametrize(
    "text",
    ["sale pute", "P U T E", "saaaalope", "s4l0pe", "fils de pute va", "you stupid bitch", "ntm"],
)
def test_an_insult_is_found_in_its_disguise(text):
    assert is_insulting(text)


@pytest.mark.parametrize(
    "text",
    ["salut c'est Thomas", "on se voit quand ?", "je suis dispo mardi", "le chien dort", "reputé",
     "tu fais quoi ce soir, ciné ?", "I'd love to see you again", "bonne fête", ""],
)  # fmt: skip
def test_an_ordinary_text_is_no_insult(text):
    assert not is_insulting(text)


def warmed_up(days=8, seed=1):
    """A service that has seen some ordinary days, and its traffic."""
    rng = Random(seed)
    events = ordinary(rng, Numbers(rng), start_hour=0, hours=24 * days, scale=1.35)
    baseline, traffic = Baseline.begin(MONDAY, "Europe/Paris"), Traffic(arrivals_of(events, MONDAY))
    now = MONDAY + days * 86400
    for start in [
        m for day in range(days) for m in baseline.due_minutes(MONDAY + (day + 1) * 86400)
    ]:
        baseline.learn(start, traffic.minute(start))
    return baseline, traffic, now


def first_alarm(baseline, arrivals, *, tick=2.0, taught=None):
    """Seconds from the first arrival, and the alarm."""
    traffic, waiting, now = Traffic(), list(arrivals), arrivals[0].at
    while waiting:
        now += tick
        new = [one for one in waiting if one.at <= now]
        waiting = waiting[len(new) :]
        traffic.take(new)
        alarm = find_alarm(traffic, baseline, now, taught=taught) if new else None
        if alarm:
            return now - arrivals[0].at, alarm
    return None


FLOODS = {
    "crowd": crowd,
    "few": few,
    "fresh": rotating,
    "polite": lambda rng, numbers, flood: rotating(rng, numbers, flood, polite=True),
    "copied": lockstep,
    "calls": lambda rng, numbers, flood: crowd(rng, numbers, flood, kind="call", phones=100),
}


@pytest.mark.parametrize("shape", FLOODS)
@pytest.mark.parametrize(("rate", "median", "late"), [(200, 20, 30), (50, 20, 30), (20, 40, 60)])
def test_a_flood_of_any_shape_is_seen_in_seconds(shape, rate, median, late):
    baseline, _, now = warmed_up()
    delays = []
    for seed in range(11):
        rng = Random(seed)
        events = FLOODS[shape](rng, Numbers(rng), Flood(0, 10, rate))
        found = first_alarm(baseline, arrivals_of(events, now))
        delays.append(found[0])
    delays.sort()

    assert delays[5] <= median
    assert delays[9] <= late


def test_a_service_that_knows_nothing_yet_sees_a_flood_too():
    rng = Random(5)
    flood = arrivals_of(crowd(rng, Numbers(rng), Flood(0, 10, 50)), MONDAY + 2 * HOUR)

    assert first_alarm(Baseline.begin(MONDAY, "Europe/Paris"), flood)[0] <= 30


def test_ordinary_weeks_raise_no_alarm():
    rng = Random(11)
    arrivals = arrivals_of(
        ordinary(rng, Numbers(rng), start_hour=0, hours=2 * 168, scale=1.35), MONDAY
    )
    baseline, traffic, alarms = Baseline.begin(MONDAY, "Europe/Paris"), Traffic(), []
    for one in arrivals:
        for start in baseline.due_minutes(one.at):
            baseline.learn(start, traffic.minute(start))
        traffic.take([one])
        traffic.forget(one.at)
        alarm = find_alarm(traffic, baseline, one.at)
        alarms += [alarm] if alarm else []

    assert alarms == []


def test_what_people_called_harmless_raises_no_alarm_until_it_grows():
    baseline, _, now = warmed_up()
    flood = arrivals_of(FLOODS["polite"](Random(1), Numbers(Random(1)), Flood(0, 3, 20)), now)
    seconds = (20, 60, 180, 600, 1800, 3600)
    taught = {f"{rule}:{s}": 20 * s / 60 for rule in ("crowd", "volume") for s in seconds}
    bigger = arrivals_of(FLOODS["polite"](Random(1), Numbers(Random(1)), Flood(0, 3, 80)), now)

    assert first_alarm(baseline, flood)[1].rule == Rule.CROWD
    assert first_alarm(baseline, flood, taught=taught) is None
    assert first_alarm(baseline, bigger, taught=taught)[0] < 60


def test_what_was_learnt_survives_being_written_down():
    baseline, _, now = warmed_up(days=3)
    again = Baseline.from_dict(baseline.to_dict())

    assert again == baseline
    assert again.usual_messages(now, 60) == baseline.usual_messages(now, 60)


def test_a_raid_teaches_little_even_if_it_were_learnt():
    baseline, _, now = warmed_up()
    before = baseline.usual_messages(now, 60)
    for n in range(30):
        baseline.learn(now + n * MINUTE, Minute(messages=200, senders=100))

    assert baseline.usual_messages(now + 30 * MINUTE, 60) < max(12 * before, 20)


def test_the_hour_under_way_is_not_compared_with_itself():
    baseline = Baseline.begin(MONDAY, "UTC")
    for n in range(59):
        baseline.learn(MONDAY + n * MINUTE, Minute(messages=5, senders=4))

    assert baseline.senders.profile_rate(0) is None
    baseline.learn(MONDAY + 59 * MINUTE, Minute())
    baseline.learn(MONDAY + 60 * MINUTE, Minute())
    assert baseline.senders.profile_rate(0) == pytest.approx(4 * 59 / 60, abs=1e-3)


@pytest.mark.parametrize("shape", ["crowd", "few", "copied", "calls", "fresh"])
def test_a_hostile_flood_is_called_a_raid(shape):
    for seed in range(5):
        rng = Random(seed)
        arrivals = arrivals_of(FLOODS[shape](rng, Numbers(rng), Flood(0, 6, 50)))

        assert weigh(arrivals, insult_share=0.03).kind(None) is Kind.RAID, seed


def test_an_honest_rush_is_never_called_a_raid():
    for seed in range(5):
        rng = Random(seed)
        events = rush(rng, Numbers(rng), start=0, minutes=60, per_minute=60)
        arrivals = arrivals_of(events)
        for minute in range(2, 60, 3):
            seen = [one for one in arrivals if (minute - 15) * 60 <= one.at < minute * 60]
            evidence = weigh(seen, insult_share=0.03)
            assert evidence.kind(None) is Kind.SURGE, (seed, minute, evidence)


def test_each_sign_says_what_it_counted():
    texts = [Arrival(n, n, n, is_first=True, is_insult=n < 8) for n in range(1, 21)]
    found = {weight.sign: weight for weight in weigh(texts, insult_share=0.03).weights}

    assert (found[Sign.INSULTS].hits, found[Sign.INSULTS].of) == (7, 20)
    assert found[Sign.INSULTS].nats > 3
    assert found[Sign.CALLS].nats == 0


@pytest.mark.parametrize(
    ("conduct", "marks"),
    [
        (Conduct(texts=1, burst=1), ()),
        # He may insist, and he may turn sour: neither alone.
        (Conduct(texts=5, burst=5), ()),
        (Conduct(texts=3, burst=3, insults=1), ()),
        (Conduct(texts=5, burst=5, insults=1), (Mark.INSULTING,)),
        (Conduct(texts=3, burst=2, insults=2), (Mark.INSULTING,)),
        (Conduct(texts=1, burst=1, insults=1, is_first_insult=True), (Mark.INSULTING_FIRST,)),
        (Conduct(texts=1, burst=1, copied=True), (Mark.COPIED,)),
        (Conduct(texts=8, burst=8), (Mark.MANY,)),
        (Conduct(texts=12, burst=3), (Mark.MANY,)),
        (Conduct(calls=3, burst=3), (Mark.ONLY_CALLS,)),
        (Conduct(calls=3, texts=1, burst=4), ()),
    ],
)
def test_a_verdict_has_its_reasons(conduct, marks):
    assert judge(conduct).marks == marks
    assert judge(conduct).looks_genuine == (not marks)


def test_the_quietest_are_the_most_innocent():
    assert judge(Conduct(texts=1)).guilt < judge(Conduct(texts=3)).guilt
    assert judge(Conduct(texts=1, insults=1)).guilt > judge(Conduct(texts=2)).guilt


NOW = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)


def incident(**values):
    defaults = {
        "id": 1, "kind": Kind.RAID, "opened_at": NOW, "onset_at": NOW, "closed_at": None,
        "alarm": {}, "evidence": [], "raid_chance": 0.99, "kinds": [], "usual_per_minute": 1.0,
        "peak_per_minute": 80.0, "calm_since": None, "doubted_since": None, "last_alarm_at": NOW,
        "weighed_at": NOW, "acknowledged_at": None, "acknowledged_by": None,
        "told_again_at": None, "dismissed_at": None, "dismissed_by": None,
        "guard_lifted_at": None,
    }  # fmt: skip
    return Incident(**{**defaults, **values})


HOSTILE = Evidence((Weight(Sign.INSULTS, 9, 20, 8.0),))
HONEST = Evidence((Weight(Sign.INSULTS, 0, 20, -1.0),))
UNCLEAR = Evidence((Weight(Sign.INSULTS, 3, 20, 2.0),))


def test_an_incident_is_over_when_it_was_calm_for_a_while():
    calm = follow(incident(), 1.9, HOSTILE, NOW)
    again = follow(incident(calm_since=NOW), 2.1, HOSTILE, NOW + CALM_FOR)
    over = follow(incident(calm_since=NOW), 1.9, HOSTILE, NOW + CALM_FOR)

    assert (calm.calm_since, calm.is_over) == (NOW, False)
    assert (again.calm_since, again.is_over) == (None, False)
    assert over.is_over


def test_a_rush_becomes_a_raid_at_once_and_a_raid_a_rush_only_after_a_long_look():
    rush_ = incident(kind=Kind.SURGE)
    assert follow(rush_, 60, HOSTILE, NOW).kind is Kind.RAID
    doubted = follow(incident(), 60, HONEST, NOW)
    later = follow(incident(doubted_since=NOW), 60, HONEST, NOW + DOUBTED_FOR)

    assert (doubted.kind, doubted.doubted_since) == (Kind.RAID, NOW)
    assert later.kind is Kind.SURGE
    assert follow(incident(doubted_since=NOW), 60, UNCLEAR, NOW).doubted_since is None


def test_a_raid_that_has_ebbed_into_honest_traffic_ends_as_a_raid():
    course = follow(incident(peak_per_minute=80), 6, HONEST, NOW)

    assert (course.kind, course.calm_since) == (Kind.RAID, NOW)


def test_telephones_are_left_alone_after_four_sounds_in_an_hour():
    told = [(NOW + timedelta(minutes=10 * n)).isoformat() for n in range(4)]

    assert may_be_loud(incident(told_loudly=told[:3]), NOW + timedelta(minutes=40))
    assert not may_be_loud(incident(told_loudly=told), NOW + timedelta(minutes=40))
    assert not may_be_loud(incident(told_loudly=told[:1]), NOW + timedelta(minutes=1))


def hours(senders, usual, *, messages=None, insults=0):
    return [Hour(senders, usual, messages or 2 * senders, senders, insults)] * 24


@pytest.mark.parametrize(
    ("slow", "rule"),
    [
        (Slow(hours(10, 9.0), [], 0.03, 9), None),
        (Slow(hours(40, 9.0), [], 0.03, 9), DrainRule.MANY),
        # An hour of the week that was never seen proves nothing.
        (Slow(hours(40, None), [], 0.03, 9), None),
        (Slow(hours(40, 9.0), [], 0.03, 1), None),
        (Slow(hours(10, 9.0), [20, 18, 15], 0.03, 9), DrainRule.FEW),
        (Slow(hours(10, 9.0, messages=100), [20, 18, 15], 0.03, 9), None),
        (Slow(hours(10, 9.0), [25, 20], 0.03, 9), None),
        (Slow(hours(14, 9.0, insults=6), [], 0.03, 9), DrainRule.INSULTS),
        (Slow(hours(14, 9.0, insults=1), [], 0.03, 9), None),
    ],
)
def test_a_slow_drain_is_seen_over_hours(slow, rule):
    alarms = find_drains(slow)

    assert (alarms[0].rule if alarms else None) == rule


def test_the_forecast_says_when_the_money_ends():
    hour = timedelta(hours=1)

    def ends(left, owed, *, began):
        return budget_ends_at(left, owed_micros=owed, since=NOW - began, delay=hour, now=NOW)

    # Steady: as much leaves in an hour as is owed.
    assert ends(10, 5, began=5 * hour) == NOW + 2 * hour
    # In its first ten minutes nothing has left yet, and six times as much is to come.
    assert ends(50, 8, began=hour / 6) == NOW + hour + hour / 6 * (42 / 8)
    assert ends(0, 5, began=hour) == NOW
    assert ends(10, 0, began=hour) is None
    assert ends(1000, 1, began=hour) is None


def test_texts_that_are_announced_late_stand_where_they_belong():
    late = Arrival(10.0, 3, 1, InboundKind.SMS)
    traffic = Traffic([Arrival(5.0, 1, 1), Arrival(20.0, 2, 2)])
    traffic.take([late])

    assert [one.at for one in traffic.since(0)] == [5.0, 10.0, 20.0]
    assert traffic.count_since(11) == 1
