"""Pictures, layouts and plans put aside; merging, hosts, and actions carried over."""

import sqlalchemy as sa
from alembic import op

from nexus_desktop.store.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.String(length=36)
_NEW = (
    ("breakout_round", "gathered", sa.JSON(), "[]"),
    ("breakout_round", "shares", sa.JSON(), "{}"),
    ("breakout_group", "notes_status", sa.Text(), "open"),
    ("note", "carried", sa.JSON(), "{}"),
    ("note", "sources", sa.JSON(), "[]"),
)


def upgrade() -> None:
    """Add the tables and columns; what is there keeps its meaning."""
    for name in ("merged_into_id", "replaces_id"):
        op.add_column("participant", sa.Column(name, _ID, nullable=True))
    op.create_index(
        "ix_participant_merged_into_id",
        "participant",
        ["merged_into_id"],
        sqlite_where=sa.text("merged_into_id IS NOT NULL"),
    )
    for name in ("facilitator_id", "rapporteur_id"):
        op.add_column("breakout_group", sa.Column(name, _ID, nullable=True))
    for table, name, form, before in _NEW:
        column = sa.Column(name, form, nullable=False, server_default=before)
        op.add_column(table, column)
    for table in sorted({table for table, *_ in _NEW}):
        with op.batch_alter_table(table) as batch:
            for owner, name, *_ in _NEW:
                if owner == table:
                    batch.alter_column(name, server_default=None)
    op.drop_index(op.f("ix_scan_checkpoint_id"), "scan")
    op.create_index("ix_scan_checkpoint_id_at", "scan", ["checkpoint_id", "at"])
    _make_table("badge_layout", sa.Column("name", sa.Text(), nullable=False),
                sa.Column("design", sa.JSON(), nullable=False))  # fmt: skip
    _make_table(
        "plan",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("seats", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
    )
    _make_table(
        "picture",
        sa.Column("owner_id", _ID, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_picture_owner_id"), "picture", ["owner_id"])


def _make_table(name: str, *columns: "sa.Column[object]") -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("id", _ID, nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
