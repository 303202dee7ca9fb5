"""What the operator sets, from the environment or `.env`; read once at start."""

from pathlib import Path
from typing import Annotated, Literal, Self

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

OAUTH_NEEDS = "SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, TOKEN_KEYS and PUBLIC_URL"


class ConfigError(Exception):
    """A setting is missing or bad; the sentence names the variable and shows no value."""


def default_database_url() -> str:
    return f"sqlite:///{user_data_path('slackapp', ensure_exists=True) / 'slackapp.sqlite3'}"


class DatabaseConfig(BaseSettings):
    """Where the data lives and how we log: all that commands beside `serve` need."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str = Field(default_factory=default_database_url)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, value: str) -> str:
        try:
            backend = make_url(value).get_backend_name()
        except ArgumentError as error:
            raise ValueError("must be a database URL") from error
        if backend not in {"sqlite", "postgresql"}:
            raise ValueError("must start with sqlite:/// or postgresql://")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @classmethod
    def read(cls, env_file: Path | None = Path(".env")) -> Self:
        """The config, or ConfigError with one sentence about the first bad variable."""
        try:
            return cls(_env_file=env_file)  # type: ignore[call-arg]  # pydantic-settings' own argument
        except ValidationError as error:
            raise ConfigError(_sentence(error)) from None


class KeysConfig(DatabaseConfig):
    """With the keys that tokens are encrypted with."""

    token_keys: SecretStr | None = None


class SlackConfig(KeysConfig):
    """How we speak to Slack: by one workspace's bot token, or as an app installed by OAuth."""

    slack_bot_token: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    public_url: str | None = None
    allowed_workspaces: Annotated[frozenset[str] | None, NoDecode] = None
    slack_api_url: str = "https://slack.com/api/"

    @property
    def by_oauth(self) -> bool:
        return bool(self.slack_client_id or self.slack_client_secret)

    @field_validator("slack_api_url", "public_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value if value.endswith("/") else f"{value}/"

    @field_validator("slack_bot_token")
    @classmethod
    def _is_a_bot_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("xoxb-"):
            raise ValueError("must be a bot token, which starts with xoxb-")
        return value

    @field_validator("allowed_workspaces", mode="before")
    @classmethod
    def _are_teams(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        ids = frozenset(part.strip() for part in value.split(",") if part.strip())
        if not all(one.startswith("T") and one.isalnum() for one in ids):
            raise ValueError("must be workspace ids (T…) with commas between")
        return ids

    @model_validator(mode="after")
    def _is_one_way(self) -> Self:
        if self.slack_bot_token is not None and self.by_oauth:
            raise ValueError(
                "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: choose one workspace by its"
                " token, or any number by OAuth."
            )
        if self.by_oauth and (missing := self._missing_for_oauth()):
            raise ValueError(f"{missing} is not set: installing by OAuth needs {OAUTH_NEEDS}.")
        return self

    def _missing_for_oauth(self) -> str | None:
        names = ("slack_client_id", "slack_client_secret", "token_keys", "public_url")
        return next((name.upper() for name in names if getattr(self, name) is None), None)


class Config(SlackConfig):
    """All that `serve` needs."""

    slack_signing_secret: SecretStr | None = Field(default=None, min_length=1)
    slack_app_token: SecretStr | None = None
    person_requests_per_minute: int = Field(default=60, ge=1)
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=0, le=65535)
    drain_seconds: float = Field(default=6, ge=0, le=300)
    keep_alive_seconds: int = Field(default=75, ge=1, le=3600)

    @field_validator("slack_app_token")
    @classmethod
    def _is_an_app_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("xapp-"):
            raise ValueError("must be an app-level token, which starts with xapp-")
        return value

    @model_validator(mode="after")
    def _has_one_door(self) -> Self:
        """Slack sends an app everything over HTTP, or everything through its sockets."""
        if self.slack_signing_secret is None and self.slack_app_token is None:
            raise ValueError(
                "SLACK_SIGNING_SECRET is not set: put it into the environment or a .env file, or,"
                " for Socket Mode, SLACK_APP_TOKEN."
            )
        if self.slack_signing_secret is not None and self.slack_app_token is not None:
            raise ValueError(
                "SLACK_SIGNING_SECRET and SLACK_APP_TOKEN are both set: keep the first for HTTP,"
                " or the second for Socket Mode."
            )
        return self

    @model_validator(mode="after")
    def _can_get_in(self) -> Self:
        if self.slack_bot_token is None and not self.by_oauth:
            raise ValueError(
                "SLACK_BOT_TOKEN is not set: put it into the environment or a .env file, or, for"
                f" installing by OAuth, {OAUTH_NEEDS}."
            )
        return self


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if not first["loc"]:  # about several together
        return first["msg"].removeprefix("Value error, ")
    name = str(first["loc"][0]).upper()
    if first["type"] == "missing":
        return f"{name} is not set: put it into the environment or a .env file."
    return f"{name} is not usable: {first['msg'].removeprefix('Value error, ')}."
