"""What is configured stays; what is missing is made up, and stays the same."""

import pytest

from simulator.box import environment as box
from simulator.box.run import _is_boxed


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(box, "DATA", tmp_path)
    monkeypatch.setattr(box, "ROOT", tmp_path / "project")


def test_with_nothing_configured_everything_is_made_up_and_stays():
    first, second = box.made_up({}), box.made_up({})

    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert first["TELEGRAM_BOT_TOKEN"] == second["TELEGRAM_BOT_TOKEN"]
    assert first["REPLY_DELAY"] == "60m"
    assert _is_boxed(first, "TWILIO_API_URL")
    assert _is_boxed(first, "TELEGRAM_API_URL")


def test_a_real_account_replaces_the_phone_network_and_a_real_bot_the_chat(tmp_path):
    (tmp_path / ".env").write_text(
        "TWILIO_ACCOUNT_SID=ACreal\nTELEGRAM_BOT_TOKEN=1:real\nSECRET_KEY=\n"
    )
    found = box.read_environment()
    made = box.made_up(found)

    assert found["TWILIO_ACCOUNT_SID"] == "ACreal"
    for name in (
        "TWILIO_API_URL", "TWILIO_NUMBERS", "REPLY_DELAY", "PUBLIC_URL", "TELEGRAM_API_URL",
        "OWNER_TELEGRAM_IDS",
    ):  # fmt: skip
        assert name not in made
    assert len(made["SECRET_KEY"]) == 64
    assert "SECRET_KEY" not in box.made_up({"DATABASE_URL": "postgres://real/db"})


def test_a_box_elsewhere_does_not_read_the_projects_real_accounts(tmp_path):
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / ".env").write_text("TWILIO_ACCOUNT_SID=ACreal\n")

    assert "TWILIO_ACCOUNT_SID" not in box.read_environment()


def test_what_the_box_says_to_itself_goes_through_no_proxy():
    made = box.made_up({"HTTP_PROXY": "http://proxy:3128", "no_proxy": "intranet"})

    assert made["NO_PROXY"] == "intranet,127.0.0.1,localhost"


def test_what_is_really_set_wins_over_the_file(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("DATABASE_URL=postgres://file/db\n")
    monkeypatch.setenv("DATABASE_URL", "postgres://shell/db")

    assert box.read_environment()["DATABASE_URL"] == "postgres://shell/db"


def test_the_boxs_secrets_are_nobody_elses_to_read(tmp_path):
    box.made_up({})

    assert (tmp_path / "box.env").stat().st_mode & 0o077 == 0
