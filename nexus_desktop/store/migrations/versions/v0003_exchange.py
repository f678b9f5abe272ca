"""Other laptops: their keys, what waits, what stands side by side, what is refused."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables; the tables are of this laptop and begin empty."""
    for name, form, before in (
        ("public_key", sa.Text(), ""),
        ("voucher", sa.JSON(), "{}"),
        ("sealing_key", sa.Text(), ""),
        ("confirmed", sa.Boolean(), "0"),
        ("keys", sa.JSON(), "{}"),
    ):
        column = sa.Column(name, form, nullable=False, server_default=before)
        op.add_column("device", column)
        with op.batch_alter_table("device") as batch:
            batch.alter_column(name, server_default=None)
    op.add_column("device", sa.Column("ended", sa.Integer(), nullable=True))
    op.create_table(
        "refusal",
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "seq", name=op.f("pk_refusal")),
    )
    op.create_table(
        "parked",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("lacks", sa.Text(), nullable=False),
        sa.Column("device", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "device", "seq", name=op.f("pk_parked")),
    )
    op.create_table(
        "standing",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("stamp", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint(
            "kind", "row_id", "field", "stamp", name=op.f("pk_standing")
        ),
    )
