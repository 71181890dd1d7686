"""What all tables stand on: how they are named, and the types of their columns."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Dialect, Enum, LargeBinary, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase

from intake_service.store.terms import Duty

Id = LargeBinary(16)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def enum_column(kind: type[StrEnum]) -> Enum:
    return Enum(
        kind,
        native_enum=False,
        length=16,
        values_callable=lambda members: [m.value for m in members],
    )


class DutySet(TypeDecorator[frozenset[Duty]]):
    """Duties as their words in alphabetical order, with a space between them."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: Iterable[Duty] | None, dialect: Dialect) -> str:
        return " ".join(sorted(value or ()))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[Duty]:
        return frozenset(map(Duty, (value or "").split()))
