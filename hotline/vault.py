"""The vault: numbers, bodies and names are found by keyed hash and read with Fernet.

Each key of `SECRET_KEY` gives two keys by HKDF: one to find, one to read. The first key writes;
all keys find and read. A key is changed in four steps, so that processes which overlap during a
deploy always find what the others write: `old,new`; then `new,old`; then
`python -m hotline rotate`; then `new`.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class UnreadableSecretError(Exception):
    """None of the keys opens it: the key it was written with is gone from SECRET_KEY."""


class Vault:
    """Hides and finds personal data. Immutable, safe to share between threads."""

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._finders = [_derive(key, b"anti-relou find") for key in secret_keys]
        readers = [
            base64.urlsafe_b64encode(_derive(key, b"anti-relou read")) for key in secret_keys
        ]
        self._fernet = MultiFernet([Fernet(reader) for reader in readers])
        # Says which key wrote a row, without saying anything about the key.
        self.key_id = hashlib.sha256(self._finders[0] + b"id").hexdigest()[:12]

    def __repr__(self) -> str:
        return f"Vault({len(self._finders)} keys)"

    def hide(self, text: str) -> bytes:
        """`text` encrypted with the newest key. Costs about 20 microseconds."""
        return self._fernet.encrypt(text.encode("utf-8", "surrogatepass"))

    def read(self, secret: bytes) -> str:
        """What `hide` was given. Raises UnreadableSecretError when no key fits."""
        try:
            return self._fernet.decrypt(bytes(secret)).decode("utf-8", "surrogatepass")
        except InvalidToken:
            raise UnreadableSecretError from None

    def find(self, text: str) -> bytes:
        """The hash under which `text` is stored: 32 bytes, by the newest key."""
        return _hash(self._finders[0], text)

    def find_any(self, text: str) -> list[bytes]:
        """The hashes under which `text` may be stored, newest key first."""
        return [_hash(finder, text) for finder in self._finders]

    def lock_number(self, text: str) -> int:
        """A number to lock on before `text` is first stored.

        The same whatever the order of the keys, so that processes which overlap while the order
        is changed cannot both store one sender as new.
        """
        return int.from_bytes(_hash(min(self._finders), text)[:8], "big", signed=True)


def _derive(key: str, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(key.encode())


def _hash(finder: bytes, text: str) -> bytes:
    return hmac.digest(finder, text.encode("utf-8", "surrogatepass"), "sha256")
