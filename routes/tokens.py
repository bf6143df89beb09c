"""Tokens of kept trips: 128 bits that nobody can guess; only their hashes are stored.

View and feed tokens are derived from the edit token and a number, so the edit page can show them again although
nothing that is stored holds a token, and raising the number makes new ones.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

TOKEN_BYTES = 16
LONGEST_TOKEN = 64


def new_edit_token() -> str:
    """Return a fresh token, 22 characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def derived_token(edit_token: str, role: str, number: int) -> str:
    """Return the token of another role that belongs to an edit token."""
    digest = hmac.new(edit_token.encode(), f"{role}:{number}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """Return what is stored of a token; longer than any token, it is nobody's."""
    return hashlib.sha256(token[:LONGEST_TOKEN].encode("utf-8", "replace")).hexdigest()
