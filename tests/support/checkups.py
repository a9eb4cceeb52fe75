"""Check-ups: what is not fine, and a part that breaks."""

from typing import NoReturn

from hotline.checkup_words import Reader, checkup_in_words
from hotline.domain.checkups import Check, Finding, State
from hotline.gateways.checkup_targets import CheckupTargets
from hotline.store.database import Database
from hotline.usecases.checkups.check_up import check_up
from hotline.wiring import utc_now
from hotline.words import LANGUAGES, Words


def found(targets: CheckupTargets, database: Database) -> dict[tuple[Check, str], Finding]:
    """What is not fine: (check, problem), and its facts."""
    findings = check_up(targets, database=database, clock=utc_now)
    for language in LANGUAGES:
        for reader in Reader:
            checkup_in_words(findings, reader, Words(language), now=utc_now())
    return {(f.check, f.problem): f for f in findings if f.state is not State.FINE}


class Broken:
    """A part that answers as nobody foresaw."""

    def __getattr__(self, name: str) -> NoReturn:
        raise ZeroDivisionError
