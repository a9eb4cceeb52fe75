"""A drill and trouble, started on the page: the hotline notices, and nothing is lost."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from playwright.sync_api import expect

from tests.page.user_actions import NUMBERS, bot, handset, tell_bot, text

_LONG = 60_000


@pytest.fixture
def number() -> str:
    return next(NUMBERS)


def start(page, name, speed):
    """The button that begins it."""
    page.get_by_label("How fast").select_option(speed)
    button = page.get_by_role("button", name=name)
    button.click()
    return button


@pytest.mark.timeout(240)
def test_trouble_is_survived(page, number):
    """Telegram is away, Redis is wiped, the worker is killed: what waits is done afterwards."""
    tell_bot(page, "/start")
    expect(bot(page).get_by_text("Hello Alice.").last).to_be_visible()
    page.get_by_label("Telegram is away").check()
    # One poll was under way already.
    page.wait_for_timeout(1500)
    tell_bot(page, "/status")
    phone = handset(page, number)
    text(phone, "salut toi")
    expect(phone.get_by_role("timer")).to_contain_text("leaves in")
    page.get_by_role("button", name="Wipe Redis").click()
    page.get_by_role("button", name="Kill the worker").click()
    phone.get_by_role("button", name="Let that time pass").click()

    expect(phone.get_by_text("Si vous lisez ceci")).to_be_visible(timeout=_LONG)
    assert phone.get_by_text("Si vous lisez ceci").count() == 1
    page.get_by_label("Telegram is away").uncheck()
    tell_bot(page, "/help")
    expect(bot(page).get_by_text("/suspend").last).to_be_visible(timeout=_LONG)
    expect(bot(page).get_by_text("/oncall").last).to_be_visible(timeout=_LONG)


@pytest.mark.timeout(240)
def test_a_raid_is_noticed_guarded_against_and_cheap(page):
    tell_bot(page, "/start")
    expect(bot(page).get_by_text("Hello Alice.").last).to_be_visible()
    button = start(page, "A raid: 200 a minute", "60")
    expect(button).to_have_attribute("aria-disabled", "true")

    expect(page.locator("#mode")).to_have_text("Guarded: a raid is on", timeout=_LONG)
    expect(page.locator("#brought")).to_contain_text("a raid", timeout=_LONG)
    expect(bot(page).get_by_text("RAID for").last).to_be_visible(timeout=_LONG)
    page.get_by_role("button", name="Stop").click()
    expect(button).to_have_attribute("aria-disabled", "false", timeout=_LONG)
    bot(page).get_by_role("button", name="More…").last.click()
    bot(page).get_by_role("button", name="It is not a raid").last.click()
    bot(page).get_by_role("button", name=re.compile("^Open, and release")).last.click()
    expect(page.locator("#mode")).to_have_text("Open: replies leave when due", timeout=_LONG)

    spent, saved = (page.locator(f"[data-figure={name}]") for name in ("spent", "saved"))
    assert amount(spent) < 1
    assert amount(saved) > 1


@pytest.mark.timeout(300)
def test_a_raid_ends_by_itself_and_everything_is_emptied(page):
    """Forty minutes of a raid and the calm after it, in less than one: nobody taps anything."""
    tell_bot(page, "/start")
    expect(bot(page).get_by_text("Hello Alice.").last).to_be_visible()
    button = start(page, "A raid: hundreds of phones", "600")
    expect(page.locator("#mode")).to_have_text("Guarded: a raid is on", timeout=_LONG)

    expect(button).to_have_attribute("aria-disabled", "false", timeout=3 * _LONG)
    expect(page.locator("#mode")).to_have_text("Open: replies leave when due")
    expect(bot(page).get_by_text(re.compile(r"Incident \d+ is over")).last).to_be_visible()
    expect(page.locator("#safe")).to_contain_text("Nothing lost, nobody answered twice.")
    then, now = (page.locator(f"[data-figure={name}]") for name in ("in2017", "here"))
    assert amount(then) > 300
    assert amount(now) < 30

    page.get_by_role("button", name="Empty everything").click()
    page.get_by_role("button", name="Really?").click()
    expect(page.get_by_role("button", name="Really?")).to_be_visible()
    # That was the second half of a double click.
    page.wait_for_timeout(800)
    page.get_by_role("button", name="Really?").click()
    expect(page.locator("[data-figure=received]")).to_have_text("0", timeout=_LONG)
    expect(bot(page).get_by_text("Write /start to begin.")).to_be_visible()
    tell_bot(page, "/start")
    expect(bot(page).get_by_text("This hotline is new.")).to_be_visible(timeout=_LONG)


def amount(figure):
    return float(re.search(r"[\d.,]+", figure.inner_text())[0].replace(",", ""))


@pytest.mark.timeout(120)
def test_nothing_moves_in_a_box_that_is_being_emptied(box):
    """Half a day that is passing passes no more, and no drill begins meanwhile."""

    def asked(path, **data):
        return requests.post(f"{box.page}{path}", json=data, timeout=60).json()["done"]

    with ThreadPoolExecutor(2) as pool:
        pool.submit(asked, "/pass", seconds=43_200)
        time.sleep(0.5)
        emptied = pool.submit(asked, "/empty", sure=True)
        time.sleep(0.3)
        assert not asked("/drill", name="raid", speed=60)
        assert not asked("/empty", sure=True)
        assert emptied.result()
    with requests.get(f"{box.page}/live", stream=True, timeout=10) as live:
        found = json.loads(next(live.iter_lines()).removeprefix(b"data: "))

    assert (found["ahead_seconds"], found["drill"]["of"]) == (0, 0)
    assert (found["tally"]["brought"], found["tally"]["kept"]) == (0, 0)


def test_there_is_one_drill_at_a_time_and_no_other_than_those_offered(box):
    def asked(path, **data):
        return requests.post(f"{box.page}{path}", json=data, timeout=10).json()

    assert asked("/drill", name="earthquake", speed=60) == {"done": False}
    assert asked("/drill", name="raid", speed=7) == {"done": False}
    assert asked("/drill", name="raid", speed=1) == {"done": True}
    assert asked("/drill", name="raid", speed=1) == {"done": False}
    assert asked("/pass", seconds=60) == {"done": False}
    assert asked("/drill", stop=True) == {"done": True}
    assert asked("/trouble", what="earthquake") == {"done": False}
