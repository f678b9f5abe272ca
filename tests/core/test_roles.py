"""What each role may write."""

import pytest

from nexus_desktop.core.kinds import Kind
from nexus_desktop.core.roles import MAY_WRITE, Role, forbidden


@pytest.mark.parametrize("role", Role)
def test_every_role_may_write_its_own_business(role: Role) -> None:
    for kind, fields in MAY_WRITE[role].items():
        assert forbidden(role, kind, fields) == ""


def test_a_coordinator_may_write_everything() -> None:
    assert set(MAY_WRITE[Role.COORDINATOR]) == set(Kind)
    assert forbidden(Role.COORDINATOR, Kind.WORKSHOP, ["title"]) == ""


@pytest.mark.parametrize(
    ("role", "kind", "fields", "named"),
    [
        (Role.DESK, Kind.WORKSHOP, ["venue", "title"], "title"),
        (Role.DESK, Kind.NOTE, ["text"], "text"),
        (Role.RAPPORTEUR, Kind.SCAN, ["at"], "at"),
        (Role.RAPPORTEUR, Kind.SESSION, ["notes_status", "title"], "title"),
        (Role.RAPPORTEUR, Kind.SESSION, ["notes_status"], ""),
        (Role.DESK, Kind.PARTICIPANT, ["printed_name"], ""),
    ],
)
def test_what_is_not_a_roles_business_is_named(
    role: Role, kind: Kind, fields: list[str], named: str
) -> None:
    assert forbidden(role, kind, fields) == named
