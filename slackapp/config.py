"""What the operator sets, from the environment or `.env`; read once at start."""

from pathlib import Path
from typing import Literal, Self

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


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


class Config(DatabaseConfig):
    """All that `serve` needs."""

    slack_signing_secret: SecretStr = Field(min_length=1)
    slack_bot_token: SecretStr = Field(min_length=1)
    slack_app_token: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    person_requests_per_minute: int = Field(default=60, ge=1)
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    drain_seconds: float = Field(default=6, ge=0, le=300)
    keep_alive_seconds: int = Field(default=75, ge=1, le=3600)

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_a_slash(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value if value.endswith("/") else f"{value}/"

    @field_validator("slack_bot_token")
    @classmethod
    def _is_a_bot_token(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith("xoxb-"):
            raise ValueError("must be a bot token, which starts with xoxb-")
        return value


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    name = str(first["loc"][0]).upper()
    if first["type"] == "missing":
        return f"{name} is not set: put it into the environment or a .env file."
    return f"{name} is not usable: {first['msg'].removeprefix('Value error, ')}."
