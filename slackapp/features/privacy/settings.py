"""What a workspace may set about privacy."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field


class PrivacySettings(BaseModel):
    """retention_days: then words, links, questions and where messages were are erased."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "privacy"

    retention_days: int = Field(default=400, ge=30, le=4000)
