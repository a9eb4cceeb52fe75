"""A newcomer before the two phones: texts, waits, taps, and sees what it does and costs."""

import re

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.page.user_actions import NUMBERS, bot, handset, tell_bot, text


@pytest.fixture
def number() -> str:
    return next(NUMBERS)


def test_a_text_counts_down_and_is_answered_once_the_hour_has_passed(page, number):
    phone = handset(page, number)
    text(phone, "salut toi")

    expect(phone.get_by_text("salut toi")).to_be_visible()
    expect(phone.get_by_role("timer")).to_contain_text(re.compile(r"leaves in (59:\d\d|1:00:00)"))
    phone.get_by_role("button", name="Let that time pass").click()
    expect(phone.get_by_text("Si vous lisez ceci")).to_be_visible()
    expect(phone.get_by_role("timer")).to_have_text("They have had their one reply.")
    expect(phone.get_by_text("+33755501234 · delivered")).to_be_visible()


def test_a_call_is_refused_for_free(page, number):
    phone = handset(page, number)
    phone.get_by_role("button", name="Call").click()

    expect(phone.get_by_text("You called: busy. It cost nothing.")).to_be_visible()


def test_the_middle_says_what_was_received_is_planned_and_was_spent(page, number):
    received = page.locator("[data-figure=received]")
    expect(received).to_be_visible()
    before = int(received.inner_text())
    text(handset(page, number), "coucou")

    expect(received).to_have_text(str(before + 1))
    expect(page.locator("[data-figure=planned]")).to_have_text(re.compile(r"^[1-9]"))
    expect(page.locator("[data-figure=in2017]")).to_contain_text("€")
    expect(page.locator("#safe")).to_contain_text("Nothing lost, nobody answered twice.")
    expect(page.locator("#mode")).to_have_text("Open: replies leave when due")


def test_an_organizer_blocks_by_a_tap_and_the_handset_shows_it(page, number):
    phone = handset(page, number)
    text(phone, "réponds")
    tell_bot(page, "/start")
    expect(bot(page).get_by_text("Hello Alice.").last).to_be_visible()
    tell_bot(page, f"/sender {number}")
    bot(page).get_by_role("button", name="Block #").last.click()

    expect(bot(page).get_by_text("is blocked. They get no reply").last).to_be_visible()
    expect(phone.get_by_role("timer")).to_have_text("They are blocked: no reply.")
    bot(page).get_by_role("button", name="Undo").last.click()
    expect(phone.get_by_role("timer")).to_contain_text("leaves in")


def test_suspended_from_the_keyboard_and_the_menu_nothing_leaves_and_then_it_does(page, number):
    phone = handset(page, number)
    text(phone, "allo ?")
    tell_bot(page, "/start")
    tell_bot(page, "/suspend")
    expect(page.locator("#mode")).to_have_text("Suspended: nothing leaves")

    tell_bot(page, "/resume")
    bot(page).get_by_role("button", name="Keep all").last.click()
    expect(page.locator("#mode")).to_have_text("Open: replies leave when due")
    phone.get_by_role("button", name="Let that time pass").click()
    expect(phone.get_by_text("Si vous lisez ceci")).to_be_visible()


def test_the_text_is_changed_and_the_next_man_reads_it(page, number):
    tell_bot(page, "/start")
    tell_bot(page, "/reply Message bien arrive. Elle a dit non.")
    bot(page).get_by_role("button", name="Confirm").last.click()
    expect(bot(page).get_by_text("get this from now on").last).to_be_visible()
    phone = handset(page, number)
    text(phone, "hey")
    phone.get_by_role("button", name="Let that time pass").click()

    expect(phone.get_by_text("Message bien arrive.")).to_be_visible()
    # An hour later it is too late for the button.
    tell_bot(page, "/reply Bonjour. Si vous lisez ceci, elle a dit non.")
    bot(page).get_by_role("button", name="Confirm").last.click()
    expect(bot(page).get_by_text("get this from now on").last).to_be_visible()


def test_a_reload_in_the_middle_and_a_second_tab_show_the_same(page, number):
    phone = handset(page, number)
    text(phone, "encore moi")
    expect(phone.get_by_role("timer")).to_contain_text("leaves in")
    page.reload()

    again = page.get_by_role("article", name=number)
    expect(again.get_by_text("encore moi")).to_be_visible()
    expect(again.get_by_role("timer")).to_contain_text("leaves in")
    other = page.context.new_page()
    other.goto(page.url)
    there = handset(other, number)
    there.get_by_role("button", name="Let that time pass").click()
    for one in (there, again):
        expect(one.get_by_role("timer")).to_have_text("They have had their one reply.")


def test_many_tabs_are_all_told(page):
    """A browser opens six connections to one address."""
    tabs = [page.context.new_page() for _ in range(4)]
    for tab in tabs:
        tab.goto(page.url)
        expect(tab.locator("[data-figure=received]")).to_be_visible()
    tell_bot(tabs[-1], "/start")

    expect(bot(page).get_by_text("Hello Alice.").last).to_be_visible()
    for tab in tabs:
        tab.close()


def test_a_number_may_be_written_as_at_home_and_there_are_three_phones_at_most(page):
    handsets = page.get_by_role("article")
    page.get_by_label("Another phone").fill("06 12 34 56 99")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("article", name="+33612345699")).to_be_visible()
    for _ in range(3):
        page.get_by_role("button", name="Add").click()

    expect(handsets).to_have_count(3)
    handsets.last.get_by_role("button", name="Put this phone away").click()
    expect(handsets).to_have_count(2)
    expect(page.get_by_label("Another phone")).to_be_focused()


def test_what_a_man_writes_is_never_read_as_a_page(page, number):
    hostile = "<img src=x onerror=alert(1)><b>x</b>"
    phone = handset(page, number)
    text(phone, hostile)
    tell_bot(page, "/start")
    tell_bot(page, f"/sender {number}")
    bot(page).get_by_role("button", name="Read their text").last.click()

    expect(phone.get_by_text(hostile)).to_be_visible()
    hidden = bot(page).get_by_role("button", name="Hidden: touch to read").last
    hidden.click()
    expect(bot(page).get_by_text(hostile).last).to_be_visible()
    assert page.locator("img[src='x']").count() == 0


def test_time_passes_for_everything_that_waits(page, number):
    """The real processes live by the box's clock: the reply leaves, and nobody looks dead."""
    phone = handset(page, number)
    text(phone, "tu fais quoi")
    expect(phone.get_by_role("timer")).to_contain_text("leaves in")
    page.get_by_role("button", name="+ 15 min").click()
    expect(phone.get_by_role("timer")).to_contain_text(re.compile(r"leaves in 4[45]:\d\d"))
    page.get_by_role("button", name="+ 1 hour").click()

    expect(phone.get_by_text("Si vous lisez ceci")).to_be_visible(timeout=20_000)
    tell_bot(page, "/status")
    alive = "Everything works"
    expect(bot(page).get_by_text(alive).last).to_be_visible()
    tell_bot(page, "/doctor")
    answer = bot(page).locator(".message", has_text="Check-up").last
    expect(answer).to_be_visible(timeout=40_000)
    expect(answer).to_contain_text(re.compile("Fine: .*, clocks"))


def test_a_document_of_the_bots_can_be_kept(page, box):
    tell_bot(page, "/start")
    expect(bot(page).get_by_text("Hello Alice.").last).to_be_visible()
    token = (box.folder / "box.env").read_text().partition("TELEGRAM_BOT_TOKEN=")[2].strip()
    sent = requests.post(
        f"{box.chat}/bot{token}/sendDocument",
        data={"chat_id": 1001, "caption": "For the complaint"},
        files={"document": ("proof.zip", b"x" * 2048)},
        timeout=5,
    )
    assert sent.json()["ok"]

    with page.expect_download() as kept:
        bot(page).get_by_role("link", name="proof.zip · 2 kB").click()
    assert kept.value.suggested_filename == "proof.zip"
    assert kept.value.path().read_bytes() == b"x" * 2048
    expect(bot(page).get_by_text("For the complaint")).to_be_visible()


def test_another_person_and_another_language(page):
    page.get_by_label("Whose phone").select_option("Chloé")
    tell_bot(page, "/start")
    expect(bot(page).get_by_text("Bonjour Chloé.").last).to_be_visible()
    page.get_by_role("button", name="Français").click()

    expect(page.get_by_role("heading", name="Celle qui la tient")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.get_by_label("Le téléphone de").select_option("Mallory")
    page.get_by_label("Message au bot").fill("/start")
    page.keyboard.press("Enter")
    expect(page.locator("#chat").get_by_text("/start")).to_be_visible()
    page.wait_for_timeout(1500)
    assert page.locator("#chat .message").count() == 1


def test_an_observer_is_let_in_sees_and_may_not_act(page):
    page.get_by_label("Whose phone").select_option("Sam")
    expect(page.get_by_text("A stranger: the bot is mute.")).to_be_visible()
    page.get_by_role("button", name="Let in as observer").click()

    expect(page.get_by_text("Observer: sees")).to_be_visible()
    expect(bot(page).get_by_text("Welcome").last).to_be_visible()
    tell_bot(page, "/suspend")
    expect(bot(page).get_by_text("You can look but not act").last).to_be_visible()
    expect(page.locator("#mode")).to_have_text("Open: replies leave when due")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 900, 1400])
def test_nothing_bars_the_way_for_a_screen_reader_or_a_keyboard(
    box, browser: Browser, number, scheme, width
):
    size = {"width": width, "height": 900}
    context = browser.new_context(
        locale="en-GB", color_scheme=scheme, viewport=size, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(box.page)
    text(handset(page, number), "salut")
    tell_bot(page, "/menu")
    expect(page.locator("#chat .message").last).to_be_visible()
    expect(page.locator("[data-figure=received]")).to_be_visible()
    found = Axe().run(page)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    context.close()

    assert found.violations_count == 0, found.generate_report()
    assert wide <= 0


def test_a_page_of_another_site_can_do_nothing_here(box, number):
    ours = {"from": number, "body": "x"}
    there = {"Origin": "https://evil.example"}
    assert (
        requests.post(f"{box.page}/phone/text", json=ours, headers=there, timeout=5).status_code
        == 403
    )
    assert requests.post(f"{box.page}/phone/text", data=ours, timeout=5).status_code == 415
    assert (
        requests.get(f"{box.page}/", headers={"Host": "evil.example"}, timeout=5).status_code == 403
    )
    odd = [{"seconds": one} for one in ("x", -1, 10**9, True)] + [{"number": []}, {"number": "+3"}]
    for rubbish in ([], "x", {"speed": "y"}, {"what": None}, {"sure": "yes"}, *odd):
        for path in ("pass", "drill", "trouble", "empty"):
            answer = requests.post(f"{box.page}/{path}", json=rubbish, timeout=5)
            assert (answer.status_code, answer.json()) == (200, {"done": False})
    for path in ("static/..%2fserver.py", "chat/..%2fbotx/getMe", "phone/..%2f2010-04-01/x"):
        assert requests.get(f"{box.page}/{path}", timeout=5).status_code == 404
    assert requests.get(f"{box.chat}/box/people", headers=there, timeout=5).status_code == 403
