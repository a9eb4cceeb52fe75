"""The command line: `python -m hotline migrate | doctor | verify | alert | rotate | unlock`."""

import argparse
import sys
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from hotline.checkup_words import Reader, checkup_in_words
from hotline.domain.checkups import State
from hotline.gateways.backup_alerts import BackupAlerts
from hotline.gateways.checkup_targets import LOOKING_SECONDS, checkup_targets_of
from hotline.provider_wiring import make_provider
from hotline.store.migrate import migrate
from hotline.store.sessions.admission import StoreRefusedError
from hotline.store.sessions.time_outs import took_too_long
from hotline.store.settings import NotSetUpError
from hotline.usecases.checkups.check_up import check_up
from hotline.usecases.checkups.verify_store import verify_store
from hotline.usecases.setup.migrate_secrets import migrate_secrets, refuse_unknown_keys
from hotline.usecases.setup.rotate_secrets import RotationProgress, rotate_secrets
from hotline.usecases.setup.set_up import set_up
from hotline.usecases.team.unlock_owners import unlock_owners
from hotline.verified_words import verified_in_words
from hotline.wiring import Hotline, utc_now, wire_from_environment
from hotline.words import Words, as_plain_text

_TOO_SLOW = (
    "PostgreSQL answers, but a statement took too long and was given up. What was done stays;"
    " run it again at a quiet hour, or give PostgreSQL more memory."
)


def main() -> None:
    """Run one command and exit."""
    parser = argparse.ArgumentParser(prog="python -m hotline")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="bring the database up to date (safe to run again)")
    commands.add_parser("doctor", help="check that everything is right, and say how to fix it")
    verify = commands.add_parser("verify", help="whether all that is stored is as it must be")
    verify.add_argument(
        "--deep", dest="is_deep", action="store_true", help="look at every row; only reads"
    )
    commands.add_parser("alert", help="send a test by ALERT_URLS, the second way to be told")
    commands.add_parser("rotate", help="write all secrets again with the newest SECRET_KEY")
    commands.add_parser("unlock", help="unlock the owners that OWNER_TELEGRAM_IDS names")
    options = vars(parser.parse_args())
    command = options.pop("command")
    run_command(command, wire_from_environment(command), **options)


def run_command(command: str, hotline: Hotline, **options: bool) -> None:
    """Run one command. Exit code 2 if the store is refused, 1 if a statement took too long."""
    try:
        _COMMANDS[command](hotline, **options)
    except StoreRefusedError as error:
        print(f"{command}: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except DBAPIError as error:
        if not took_too_long(error):
            raise
        print(f"{command}: {_TOO_SLOW}", file=sys.stderr)
        raise SystemExit(1) from None


def _migrate(hotline: Hotline) -> None:
    migrate(hotline.database.engine)
    settings, database = hotline.settings, hotline.database
    refuse_unknown_keys(database=database)
    migrate_secrets(database=database)
    if not set_up(settings.first, settings.owner_telegram_ids, database=database, now=utc_now()):
        print("No owner was added: the row of an organizer cannot be read with SECRET_KEY.")
    print("The database is up to date.")


def _doctor(hotline: Hotline) -> None:
    """Run a check-up, as /doctor does. Exit code 1 if anything is wrong."""
    settings = hotline.settings
    targets = checkup_targets_of(settings, make_provider(settings, timeout_seconds=LOOKING_SECONDS))
    try:
        found = check_up(targets, database=hotline.database, clock=utc_now)
    except (SQLAlchemyError, NotSetUpError) as error:
        if took_too_long(error):
            raise
        print(f"The database is away, or not set up ({type(error).__name__}): see DATABASE_URL,")
        print("and run: python -m hotline migrate")
        raise SystemExit(1) from None
    words = Words(settings.first.language, timezone=settings.first.timezone)
    print(as_plain_text(checkup_in_words(found, Reader.TERMINAL, words, now=utc_now())))
    if any(one.state is State.WRONG for one in found):
        raise SystemExit(1)


def _verify(hotline: Hotline, *, is_deep: bool) -> None:
    """A sentence for each thing that is not as it must be. Exit code 1 if there is any."""
    found = verify_store(is_deep=is_deep, database=hotline.database, now=utc_now())
    first = hotline.settings.first
    words = Words(first.language, timezone=first.timezone)
    for sentence in verified_in_words(found, first.currency, words):
        print(as_plain_text(sentence))
    if not found.is_fine:
        raise SystemExit(1)


def _alert(hotline: Hotline) -> None:
    """Send a test to all addresses. Exit code 1 if not all of them accepted it."""
    first = hotline.settings.first
    words = Words(first.language, timezone=first.timezone)
    way = BackupAlerts(hotline.settings.alert_urls)
    if not hotline.settings.alert_urls:
        print("ALERT_URLS is not set: .env.example says what it is for.")
        raise SystemExit(1)
    told = way.tell(words("elsewhere.title"), words("elsewhere.test"))
    wanted = way.addresses + way.unreadable
    print(f"Sent to {told} of the {wanted} addresses in ALERT_URLS.")
    if not told or told < wanted:
        raise SystemExit(1)


def _rotate(hotline: Hotline) -> None:
    count = rotate_secrets(database=hotline.database, tell=_Progress())
    print(f"{count} rows written again with the newest key: the older keys may be taken away.")


class _Progress:
    """Says how far a rotation has come, at every twentieth of a table that has several pages."""

    def __init__(self) -> None:
        self._said = ("", 0)

    def __call__(self, progress: RotationProgress) -> None:
        step = (progress.table, progress.percent // 5)
        if step != self._said and progress.percent < 100:
            self._said = step
            rotated = f"{progress.rotated} rows written again"
            print(f"{progress.table}: {progress.percent} %, {rotated}", file=sys.stderr)


def _unlock(hotline: Hotline) -> None:
    owners = hotline.settings.owner_telegram_ids
    count = unlock_owners(owners, database=hotline.database, now=utc_now())
    print(f"{count} owners unlocked.")


_COMMANDS: dict[str, Callable[..., None]] = {
    "migrate": _migrate,
    "doctor": _doctor,
    "verify": _verify,
    "alert": _alert,
    "rotate": _rotate,
    "unlock": _unlock,
}

if __name__ == "__main__":
    main()
