"""What a workspace may set about company."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class CompanySettings(BaseModel):
    """public_welcome: a newcomer's first contribution is also answered in its thread."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "company"

    public_welcome: bool = False
