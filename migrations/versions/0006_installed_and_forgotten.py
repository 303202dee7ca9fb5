"""Installations and their tokens, the log of changed settings, who was forgotten.

Revision ID: 0006
Revises: 0005
"""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only adds."""
