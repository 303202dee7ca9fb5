"""What OAuth has given out: codes and refresh tokens, each good once."""

import secrets
from dataclasses import dataclass, field

CODE_SECONDS = 600


@dataclass
class Code:
    """Somebody pressed Allow; whoever brings this within ten minutes gets a token."""

    team_id: str
    person_id: str
    scopes: frozenset[str]
    redirect_uri: str
    expires_at: int
    for_the_whole_organisation: bool = False
    used: bool = False


@dataclass
class Grants:
    """By code, and refresh tokens by themselves with the team they are for."""

    codes: dict[str, Code] = field(default_factory=dict)
    refresh_tokens: dict[str, str] = field(default_factory=dict)

    def new_code(self, code: Code) -> str:
        name = f"{secrets.randbelow(10**10)}.{secrets.randbelow(10**10)}.{secrets.token_hex(32)}"
        self.codes[name] = code
        return name

    def new_refresh_token(self, team_id: str) -> str:
        token = f"xoxe-1-{secrets.token_hex(24)}"
        self.refresh_tokens[token] = team_id
        return token

    def forget_team(self, team_id: str) -> None:
        kept = {token: team for token, team in self.refresh_tokens.items() if team != team_id}
        self.refresh_tokens = kept
