"""The screen of /stats, of the daily digest and of the weekly one."""

from bot.screens.screen import Button, Screen, joined
from hotline.domain.replies import ReplyStatus
from hotline.usecases.reports.show_stats import Period, Stats, StatsFigures
from hotline.words import Html, Words

_REASONS_SHOWN = 4


def stats_screen(stats: Stats, words: Words) -> Screen:
    """Shows the figures of one period, and buttons for the others."""
    row = [
        Button(words(f"stats.period.{one}"), f"stats:{one}")
        for one in Period
        if one is not stats.period
    ]
    text = stats_text(words(f"stats.title.{stats.period}"), stats.figures, words)
    threats = words.count("threats.kept", stats.threats) if stats.threats else ""
    return Screen(joined(text, threats), [row])


def stats_text(title: Html, figures: StatsFigures, words: Words) -> Html:
    """What came in, what became of it, and what it cost."""
    if not figures.texts and not figures.calls:
        first = words("stats.nothing")
    else:
        first = words(
            "stats.received",
            texts=words.count("senders.texts", figures.texts),
            calls=words.count("senders.calls", figures.calls),
            senders=words.count("incident.senders", figures.senders),
            new=figures.new_senders,
        )
    money = words(
        "stats.money",
        spent=words.cents(figures.spent_micros, figures.currency),
        inbound=words.cents(figures.inbound_micros, figures.currency),
    )
    return joined(title, first, _fates(figures, words), _reasons(figures, words), money)


def _fates(figures: StatsFigures, words: Words) -> Html | str:
    """How many replies are in each status, in the order in which a reply goes through them."""
    by_status = figures.by_status
    parts = [
        words.count(f"stats.status.{status}", by_status[status])
        for status in ReplyStatus
        if by_status.get(status)
    ]
    return words("stats.replies", fates=Html(", ".join(parts))) if parts else ""


def _reasons(figures: StatsFigures, words: Words) -> Html | str:
    """Why senders were not answered: the most frequent reasons, the rest as one count."""
    ordered = sorted(figures.unanswered.items(), key=lambda one: (-one[1], one[0]))
    parts = [_counted(reason, count, words) for reason, count in ordered[:_REASONS_SHOWN]]
    rest = sum(count for _, count in ordered[_REASONS_SHOWN:])
    if rest:
        parts.append(words.count("stats.others", rest))
    return words("stats.unanswered", reasons=Html(", ".join(parts))) if parts else ""


def _counted(reason: str, count: int, words: Words) -> Html:
    """Reasons that change with the number have their own sentences."""
    key = f"stats.reason.{reason}"
    if words.has(key):
        return words.count(key, count)
    return words("stats.fate", count=count, status=words(f"reason.{reason}"))
