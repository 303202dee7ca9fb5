"""kudos in full, and work taken over sooner."""

import sqlalchemy as sa  # noqa: F401  the operations below need it
from alembic import op  # noqa: F401

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
