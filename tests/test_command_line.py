"""The command line: exit codes, and what it says, as a deployer sees it."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, request
from sqlalchemy import text

from hotline.__main__ import run_command
from hotline.wiring import Hotline, utc_now
from simulator.box.proxies import without_proxy
from simulator.serving import Served, free_port
from tests.support.cast import ALICE, KEY, OTHER_KEY
from tests.support.environment import environment
from tests.support.inbounds import a_text, one, receive
from tests.support.large import add_texts, impatient, unreadable

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(hotline, postgres_url, redis_url, phone_url):
    """Runs `python -m hotline COMMAND`: (exit code, what it said)."""

    def run_(command, **more):
        env = environment(postgres_url, redis_url, TWILIO_API_URL=phone_url, **more)
        found = subprocess.run(
            [sys.executable, "-m", "hotline", *command.split()],
            cwd=ROOT, env=without_proxy({}) | env, capture_output=True, text=True, timeout=60,
            check=False,
        )  # fmt: skip
        return found.returncode, found.stdout + found.stderr

    return run_


def test_migrate_may_be_run_again(run):
    assert run("migrate") == (0, "The database is up to date.\n")


def test_doctor_ends_with_1_while_anything_is_to_be_fixed_and_says_what(run, database):
    code, said = run("doctor")

    assert code == 1
    assert "hotline.example.org" in said
    assert "<b>" not in said


def test_verify_is_silent_about_a_hotline_that_is_well(run, database):
    receive(database, a_text(utc_now()))

    assert run("verify --deep") == (0, "Tout ce qui est enregistré est comme il doit être.\n")
    assert run("verify")[0] == 0


def test_verify_names_what_is_not_as_it_must_be_and_ends_with_1(run, database):
    receive(database, a_text(utc_now()))
    with database.transaction() as connection:
        connection.execute(text("UPDATE senders SET texts = 7"))

    assert run("verify")[0] == 0
    assert run("verify --deep") == (
        1, "1 expéditeur a d’autres totaux que ses textos et ses appels\xa0: #1.\n"
    )  # fmt: skip


def test_doctor_says_so_where_there_is_no_database(run):
    code, said = run("doctor", DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/none")

    assert code == 1
    assert "The database is away, or not set up" in said
    assert "python -m hotline migrate" in said


def test_alert_without_an_address_says_where_to_read_of_it(run):
    code, said = run("alert")

    assert (code, said) == (1, "ALERT_URLS is not set: .env.example says what it is for.\n")


def test_alert_sends_a_test_to_every_address_and_ends_with_1_if_one_is_away(run):
    told = []
    app = Flask("alerts")

    @app.post("/here")
    def here():
        told.append(json.loads(request.get_data()))
        return ""

    server = Served(app).start()
    here_url = server.url.replace("http://", "json://") + "/here"
    away = f"json://127.0.0.1:{free_port()}/away"
    try:
        assert run("alert", ALERT_URLS=here_url) == (
            0, "Sent to 1 of the 1 addresses in ALERT_URLS.\n"
        )  # fmt: skip
        code, said = run("alert", ALERT_URLS=f"{here_url} {away}")
    finally:
        server.stop()

    assert len(told) == 2
    assert (code, said.splitlines()[-1]) == (1, "Sent to 1 of the 2 addresses in ALERT_URLS.")


def test_rotate_writes_with_the_newest_key_and_again_changes_nothing(run, database, now):
    receive(database, a_text(now))
    keys = {"SECRET_KEY": f"{OTHER_KEY},{KEY}"}

    first, again = run("rotate", **keys), run("rotate", **keys)

    assert first[0] == again[0] == 0
    assert "rows written again with the newest key" in first[1]
    assert first[1].split()[0] != "0"
    assert again[1].split()[0] == "0"


def test_unlock_frees_the_owners_whom_the_settings_name_alone(run, database, alice, bruno):
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE organizers SET locked_at = now(), locked_by = id")

    assert run("unlock", OWNER_TELEGRAM_IDS=str(ALICE)) == (0, "1 owners unlocked.\n")
    assert one(database, "SELECT id FROM organizers WHERE locked_at IS NULL") == alice.id


def test_wrong_settings_are_all_named_and_end_with_2(run):
    code, said = run("migrate", SECRET_KEY="", TWILIO_NUMBERS="nonsense")

    assert code == 2
    assert "SECRET_KEY" in said
    assert "TWILIO_NUMBERS" in said


def test_what_is_no_command_ends_with_2(run):
    assert run("dance")[0] == 2


@pytest.mark.parametrize("command", ["migrate", "doctor", "rotate", "unlock"])
def test_a_store_of_another_key_is_not_touched_and_the_key_to_put_back_is_named(
    run, database, command
):
    # Rows of KEY, and a process that starts with another one.
    assert run("migrate")[0] == 0
    receive(database, a_text(datetime.now(UTC)))
    code, said = run(command, SECRET_KEY=OTHER_KEY)

    assert code == 2
    assert "SECRET_KEY opens nothing that is stored" in said
    assert "put the former key back" in said
    assert OTHER_KEY not in said
    assert run("migrate", SECRET_KEY=f"{OTHER_KEY},{KEY}")[0] == 0


def test_doctor_says_that_a_look_took_too_long_and_not_that_the_database_is_away(
    hotline, phone_url, capsys
):
    settings = replace(hotline.settings, twilio_api_url=phone_url)
    with impatient(hotline.database) as hurried, unreadable(hotline.database, "inbounds"):
        with pytest.raises(SystemExit) as ended:
            run_command("doctor", Hotline(settings, hurried))
        said = capsys.readouterr().out

    assert ended.value.code == 1
    assert "la vérification prenait trop de temps" in said
    assert "The database is away" not in said


def test_a_command_that_takes_too_long_says_so_and_what_was_done_stays(hotline, capsys):
    with impatient(hotline.database) as hurried, unreadable(hotline.database, "senders"):
        with pytest.raises(SystemExit) as ended:
            run_command("rotate", Hotline(hotline.settings, hurried))
        said = capsys.readouterr().err

    assert ended.value.code == 1
    assert said.startswith("rotate: PostgreSQL answers, but a statement took too long")


def test_rotate_says_how_far_it_is(run, database):
    add_texts(database, 12_000)
    code, said = run("rotate", SECRET_KEY=f"{OTHER_KEY},{KEY}")

    assert code == 0
    assert "inbounds: 50 %, 6000 rows written again" in said
    assert one(database, "SELECT count(DISTINCT key_id) FROM inbounds") == 1
