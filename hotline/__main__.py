"""The command line: `python -m hotline migrate | rotate | unlock`."""

import argparse

from hotline.store.migrate import migrate
from hotline.usecases.rotate_secrets import rotate_secrets
from hotline.usecases.set_up import set_up
from hotline.usecases.unlock_owners import unlock_owners
from hotline.wiring import Hotline, utc_now, wire_from_environment


def main() -> None:
    """Run one command and exit."""
    parser = argparse.ArgumentParser(prog="python -m hotline")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("migrate", help="bring the database up to date (safe to run again)")
    commands.add_parser("rotate", help="write all secrets anew with the newest SECRET_KEY")
    commands.add_parser("unlock", help="unlock the owners that OWNER_TELEGRAM_IDS names")
    command = parser.parse_args().command
    hotline = wire_from_environment(command)
    {"migrate": _migrate, "rotate": _rotate, "unlock": _unlock}[command](hotline)


def _migrate(hotline: Hotline) -> None:
    migrate(hotline.database.engine)
    settings = hotline.settings
    set_up(settings.first, settings.owner_telegram_ids, database=hotline.database, now=utc_now())
    print("The database is up to date.")


def _rotate(hotline: Hotline) -> None:
    count = rotate_secrets(database=hotline.database)
    print(f"{count} rows written anew with the newest key: the older keys may be taken away.")


def _unlock(hotline: Hotline) -> None:
    owners = hotline.settings.owner_telegram_ids
    count = unlock_owners(owners, database=hotline.database, now=utc_now())
    print(f"{count} owners unlocked.")


if __name__ == "__main__":
    main()
