"""Change the language the bot speaks to one organizer.

**Idempotent:** the language that they have already is no act.
"""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.store.organizers import change_organizer
from hotline.usecases.acts.record_act import record_act


@dataclass(frozen=True)
class LanguageFacts(Facts):
    """The language that was chosen."""

    language: str


def change_organizer_language(
    actor: Organizer, language: str, *, database: Database, now: datetime
) -> None:
    """Change one's own language. Observers may too; the others are not told: it is private.

    Args:
        language: a two-letter code, such as `fr`; the caller checks that the bot speaks it.
    """
    if actor.language == language:
        return
    with database.transaction() as connection:
        change_organizer(connection, actor.id, language=language)
        record_act(connection, Act.CHANGE_LANGUAGE, actor, now=now, facts=LanguageFacts(language))
