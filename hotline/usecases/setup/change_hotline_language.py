"""Change the hotline's own language.

It is the language of replies to countries without a reply text of their own, and of messages that
have no single reader, such as those in the team's group.
"""

from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.consents import Effect
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.reply_texts import languages_with_text
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.alone_or_ask import alone
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role
from hotline.usecases.team.change_organizer_language import LanguageFacts


def change_hotline_language(
    actor: Organizer, language: str, *, database: Database, now: datetime
) -> None:
    """Change the hotline's own language.

    **Idempotent:** the present language again changes nothing.

    Args:
        language: a two-letter code, such as `fr`.

    Raises:
        RefusedError: owners_only, no_such_text (there is no reply text in that language),
            needs_two (in a raid)
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        if language not in languages_with_text(connection):
            raise RefusedError(Refusal.NO_SUCH_TEXT)
        if read_settings(connection).language != language:
            # Senders in most countries then get another text.
            alone(connection, actor).require(Effect.PUT_TEXT)
            change_settings(connection, language=language)
            facts = LanguageFacts(language)
            record_act(connection, Act.CHANGE_OWN_LANGUAGE, actor, now=now, facts=facts)
