"""What the tables share: one metadata object, and columns that many of them have."""

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Identity, MetaData

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def id_column() -> Column[int]:
    """The primary key: a number that the database assigns and never changes."""
    return Column("id", BigInteger, Identity(always=True), primary_key=True)


def moment(name: str, *, nullable: bool = False) -> Column[object]:
    """A column for a moment, in UTC."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


def organizer(name: str, *, nullable: bool = True) -> Column[int]:
    """A column for the id of an organizer."""
    return Column(name, ForeignKey("organizers.id"), nullable=nullable)
