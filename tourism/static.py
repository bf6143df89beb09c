"""How static files are stored: under hashed names, zipped once."""

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it ships no types
    """Hashed and gzipped; brotli at its slowest would cost every start a quarter of a minute for few bytes."""

    def create_compressor(self, **kwargs: Any) -> Compressor:
        """Return a compressor that leaves brotli out."""
        return Compressor(**{**kwargs, "use_brotli": False})
