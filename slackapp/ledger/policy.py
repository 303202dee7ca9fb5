"""What contributions weigh and how much of a pot counts: plain values, pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from slackapp.ledger.acts import ActKind

Pot = Literal["helping", "sharing", "thanking"]
POTS: Mapping[ActKind, Pot] = MappingProxyType(
    {
        "answer": "helping",
        "helped_me_too": "helping",
        "link": "sharing",
        "promotion": "sharing",
        "credit": "sharing",
        "kudos": "thanking",
        "acknowledgement": "thanking",
    }
)
DIGITS = 9  # points are whole billionths: exact sums, one integer column


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePolicy:
    """Weights and weekly caps; a bare act weighs half."""

    weights: Mapping[ActKind, Decimal] = field(
        default_factory=lambda: MappingProxyType(
            {
                "answer": Decimal(3),
                "helped_me_too": Decimal(1),
                "link": Decimal(2),
                "promotion": Decimal(2),
                "credit": Decimal(2),
                "kudos": Decimal(1),
                "acknowledgement": Decimal("0.5"),
            }
        )
    )
    caps: Mapping[Pot, Decimal] = field(
        default_factory=lambda: MappingProxyType({"sharing": Decimal(8), "thanking": Decimal(5)})
    )
    connections_cap: int = 3
