"""What a backup says of itself: what made it, where its schema stood, and what each of its parts must weigh."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

PRODUCT = "shennong-trails"
FORMAT = 1
MANIFEST = "manifest.json"
LONGEST_NAME = 400

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0, le=2**53)]


class Unusable(Exception):
    """A backup cannot be made or used, and why, in words for whoever runs the service."""


class Strict(BaseModel):
    """A value that takes nothing it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Part(Strict):
    """One file in a backup."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    bytes: Count
    sha256: Sha256

    @model_validator(mode="after")
    def _stays_inside(self) -> Self:
        if not is_plain_path(self.name):
            raise ValueError("a name leads out of the backup")
        return self


class Table(Part):
    """The rows of one table, each a JSON list of the columns named here."""

    model: str = Field(pattern=r"^[a-z_0-9]+\.[A-Za-z_0-9]+$")
    columns: tuple[str, ...] = Field(min_length=1)
    rows: Count
    sequence: Count | None


class Manifest(Strict):
    """The whole of a backup."""

    product: str
    format: int
    version: str
    made_at: AwareDatetime
    engine: str
    public_url: str
    journal_seq: Count
    migrations: dict[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    media: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(table.rows for table in self.tables)

    def parts(self) -> Iterator[Part]:
        """Return every file beside the manifest."""
        yield from self.tables
        yield from self.media


class _Head(BaseModel):
    product: str
    format: int
    version: str = "unknown"


def read_manifest(data: bytes) -> Manifest:
    """Return the manifest that was written as ``data``; raise ``Unusable`` for any other."""
    try:
        head = _Head.model_validate_json(data)
        if head.product != PRODUCT:
            raise Unusable("this is no backup of this service")
        if head.format > FORMAT:
            raise Unusable(
                f"this backup was made by a newer version ({head.version[:40]}, format {head.format}); "
                "install that version and restore it there"
            )
        return Manifest.model_validate_json(data)
    except ValidationError as error:
        raise Unusable(f"its manifest cannot be read: {error.errors()[0]['msg'][:200]}") from None


def is_plain_path(name: str) -> bool:
    """Say whether a name stays below the folder that it is put in, on any system."""
    path = PurePosixPath(name)
    plain = name.isprintable() and "\\" not in name and ":" not in name
    return plain and not path.is_absolute() and ".." not in path.parts and str(path) == name
