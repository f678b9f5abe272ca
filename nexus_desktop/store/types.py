"""Column types SQLite lacks."""

from datetime import UTC, datetime

from sqlalchemy import Dialect, String, TypeDecorator
from typing_extensions import override


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as ISO 8601 text. Refuses any other zone."""

    impl = String(32)
    cache_ok = True

    @override
    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> str | None:
        if value is None:
            return None
        if value.tzinfo is not UTC:
            raise ValueError(f"not UTC: {value!r}")
        return value.isoformat(timespec="microseconds")

    @override
    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)
