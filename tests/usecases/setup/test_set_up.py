"""A second set-up keeps what organizers have changed."""

from concurrent.futures import ThreadPoolExecutor

from hotline.usecases.reports.show_status import show_status
from hotline.usecases.setup.change_delay import change_delay
from hotline.usecases.setup.set_up import set_up
from tests.support.cast import ALICE
from tests.support.inbounds import rows


def test_setting_up_again_keeps_what_organizers_changed(hotline, database, alice, now):
    change_delay(alice, 600, database=database, now=now)
    first = hotline.settings.first
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: set_up(first, [ALICE, 77], database=database, now=now), range(4)))

    assert show_status(database=database, now=now).settings.delay.total_seconds() == 600
    assert rows(database, "SELECT role FROM organizers") == [("owner",)] * 3
    assert rows(database, "SELECT language, version FROM reply_texts ORDER BY 1") == [
        ("en", 1), ("fr", 1),
    ]  # fmt: skip
