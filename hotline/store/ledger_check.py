"""Whether the ledger's running figures equal its entries, and how to correct them.

The entries are right: a trigger prevents any change of them. So what was summed once need not be
summed again, and they are summed in pages: all of them may be more than one statement can read.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, text

from hotline.domain.money import Figures
from hotline.store.ledger import TOTAL, lock_total
from hotline.store.settings import read_settings

_ROWS_OF_A_PAGE = 50_000

# One statement, so one snapshot. Figures and entries change in the same transactions.
_DIFFERENCES = text(
    """
    WITH sums AS (
        SELECT scope, sum(spent)::bigint AS spent, sum(reserved)::bigint AS reserved,
               sum(inbound)::bigint AS inbound
          FROM (SELECT day::text AS scope, spent_micros AS spent, reserved_micros AS reserved,
                       inbound_micros AS inbound
                  FROM ledger_entries WHERE id > :upto
                UNION ALL
                SELECT 'total', spent_micros, reserved_micros, inbound_micros
                  FROM ledger_entries WHERE id > :upto
                UNION ALL
                SELECT * FROM jsonb_to_recordset(CAST(:counted AS jsonb)) AS counted (
                       scope text, spent bigint, reserved bigint, inbound bigint)) AS parts
         GROUP BY scope
    )
    SELECT scope, coalesce(sums.spent, 0) - coalesce(figures.spent_micros, 0) AS spent,
           coalesce(sums.reserved, 0) - coalesce(figures.reserved_micros, 0) AS reserved,
           coalesce(sums.inbound, 0) - coalesce(figures.inbound_micros, 0) AS inbound
      FROM sums FULL JOIN ledger_figures AS figures USING (scope)
     WHERE (coalesce(sums.spent, 0), coalesce(sums.reserved, 0), coalesce(sums.inbound, 0))
        IS DISTINCT FROM (coalesce(figures.spent_micros, 0), coalesce(figures.reserved_micros, 0),
                          coalesce(figures.inbound_micros, 0))
    """
)
_BUDGET = text(
    """
    SELECT (SELECT CAST(:budget AS bigint) + coalesce(sum(budget_micros), 0)::bigint
              FROM ledger_entries WHERE id > :upto)
           - settings.total_budget_micros AS difference
      FROM settings
    """
)
# The reservations in the ledger must equal the costs of the replies in sending or unknown.
_RESERVED = text(
    """
    SELECT (SELECT CAST(:reserved AS bigint) + coalesce(sum(reserved_micros), 0)::bigint
              FROM ledger_entries WHERE id > :upto)
           - (SELECT coalesce(sum(cost_micros), 0)::bigint FROM replies
               WHERE status IN ('sending', 'unknown')) AS difference
    """
)
_PAGE = text(
    """
    SELECT day::text AS scope, sum(spent_micros)::bigint AS spent,
           sum(reserved_micros)::bigint AS reserved, sum(inbound_micros)::bigint AS inbound,
           sum(budget_micros)::bigint AS budget
      FROM ledger_entries WHERE id > :after AND id <= :upto GROUP BY 1
    """
)


@dataclass(frozen=True)
class Counted:
    """The sums of all entries up to the id `upto`: by day, and what they add to the budget."""

    upto: int = 0
    days: Mapping[str, Figures] = field(default_factory=dict)
    budget_micros: int = 0

    @property
    def total(self) -> Figures:
        """The sums of all days."""
        return _sum(self.days.values())


@dataclass(frozen=True)
class Difference:
    """How much more the entries say than a running figure, in micros.

    `scope`: a day such as "2026-11-21", "total", "budget" or "replies".
    """

    scope: str
    spent_micros: int = 0
    reserved_micros: int = 0
    inbound_micros: int = 0


def settled_id(connection: Connection) -> int:
    """The id of an entry up to which none is missing any more. Locks until the commit.

    An entry gets its id while its transaction holds the settings or the total. Once both locks are
    ours, each transaction that got an id has ended.
    """
    read_settings(connection, for_share=True)
    lock_total(connection)
    return newest_entry(connection)


def newest_entry(connection: Connection) -> int:
    """The highest id of an entry; 0: there is none."""
    query = text("SELECT coalesce(max(id), 0) FROM ledger_entries")
    return int(connection.execute(query).scalar_one())


def begin_snapshot(connection: Connection) -> None:
    """What this transaction reads from now on is what was committed now. It only reads.

    The first statement of its transaction.
    """
    connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))


def count_page(connection: Connection, counted: Counted, settled: int) -> Counted:
    """Add the next 50,000 entries to what is counted, or those that are left up to `settled`."""
    upto = min(counted.upto + _ROWS_OF_A_PAGE, settled)
    days, budget = dict(counted.days), counted.budget_micros
    for row in connection.execute(_PAGE, {"after": counted.upto, "upto": upto}):
        more = Figures(row.spent, row.reserved, row.inbound)
        days[row.scope] = _sum([days.get(row.scope, Figures()), more])
        budget += row.budget
    return Counted(upto, days, budget)


def find_differences(
    connection: Connection,
    counted: Counted = Counted(),
) -> list[Difference]:
    """All differences; empty if all is well. Reads the entries that are not `counted` yet."""
    found = [Difference(*row) for row in connection.execute(_DIFFERENCES, _values(counted))]
    budget = {"upto": counted.upto, "budget": counted.budget_micros}
    if difference := connection.execute(_BUDGET, budget).scalar():
        found.append(Difference("budget", spent_micros=difference))
    reserved = {"upto": counted.upto, "reserved": counted.total.reserved_micros}
    if difference := connection.execute(_RESERVED, reserved).scalar_one():
        found.append(Difference("replies", reserved_micros=difference))
    return found


def set_figures_right(connection: Connection, counted: Counted) -> None:
    """Set the figures and the total budget to what the entries say.

    Waits for transactions that are changing them.
    """
    # A separate statement: the next one then sees what the previous holder of the lock committed.
    connection.execute(text("SELECT id FROM settings FOR UPDATE"))
    connection.execute(
        text(
            "UPDATE settings SET total_budget_micros = (SELECT CAST(:budget AS bigint)"
            " + coalesce(sum(budget_micros), 0)::bigint FROM ledger_entries WHERE id > :upto)"
        ),
        {"upto": counted.upto, "budget": counted.budget_micros},
    )
    connection.execute(text("LOCK TABLE ledger_figures IN EXCLUSIVE MODE"))
    rows = connection.execute(_DIFFERENCES, _values(counted)).all()
    for difference in [Difference(*row) for row in rows]:
        connection.execute(
            text(
                "INSERT INTO ledger_figures AS f VALUES (:scope, :spent, :reserved, :inbound)"
                " ON CONFLICT (scope) DO UPDATE SET spent_micros = f.spent_micros + :spent,"
                " reserved_micros = f.reserved_micros + :reserved,"
                " inbound_micros = f.inbound_micros + :inbound"
            ),
            {
                "scope": difference.scope,
                "spent": difference.spent_micros,
                "reserved": difference.reserved_micros,
                "inbound": difference.inbound_micros,
            },
        )


def _values(counted: Counted) -> dict[str, object]:
    scopes = {**counted.days, TOTAL: counted.total}
    rows = [
        {
            "scope": scope,
            "spent": one.spent_micros,
            "reserved": one.reserved_micros,
            "inbound": one.inbound_micros,
        }
        for scope, one in scopes.items()
    ]
    return {"upto": counted.upto, "counted": json.dumps(rows)}


def _sum(figures: Iterable[Figures]) -> Figures:
    several = list(figures)
    return Figures(
        sum(one.spent_micros for one in several),
        sum(one.reserved_micros for one in several),
        sum(one.inbound_micros for one in several),
    )
