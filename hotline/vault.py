"""The vault: numbers, bodies and names are found by a keyed hash and encrypted with Fernet.

Each key of `SECRET_KEY` gives two keys by HKDF: one to find, one to read. The first key writes; all
keys find and read. A key is changed in four steps, so that processes that overlap during a deploy
always find what the others write: `old,new`; then `new,old`; then `python -m hotline rotate`; then
`new`.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class UnreadableSecretError(Exception):
    """No key decrypts it: the key that wrote it is no longer in SECRET_KEY."""


class Vault:
    """Encrypts, decrypts and finds personal data. Immutable, and safe to share between threads."""

    def __init__(self, secret_keys: Sequence[str]) -> None:
        self._finders = [_derive(key, b"anti-relou find") for key in secret_keys]
        readers = [
            base64.urlsafe_b64encode(_derive(key, b"anti-relou read")) for key in secret_keys
        ]
        self._fernet = MultiFernet([Fernet(reader) for reader in readers])
        # Each names a key, and reveals nothing about it. The first is that of every new row.
        self.key_ids = tuple(
            hashlib.sha256(finder + b"id").hexdigest()[:12] for finder in self._finders
        )
        self.key_id = self.key_ids[0]

    def __repr__(self) -> str:
        return f"Vault({len(self._finders)} keys)"

    def hide(self, text: str) -> bytes:
        """`text`, encrypted with the first key. Costs about 20 microseconds."""
        return self._fernet.encrypt(text.encode("utf-8", "surrogatepass"))

    def read(self, secret: bytes) -> str:
        """The text that `hide` encrypted. Raises UnreadableSecretError if no key fits."""
        try:
            return self._fernet.decrypt(bytes(secret)).decode("utf-8", "surrogatepass")
        except InvalidToken:
            raise UnreadableSecretError from None

    def opens(self, secret: bytes) -> bool:
        """Whether any key fits."""
        try:
            self.read(secret)
        except UnreadableSecretError:
            return False
        return True

    def find(self, text: str) -> bytes:
        """The hash under which `text` is stored, by the first key: 32 bytes."""
        return _hash(self._finders[0], text)

    def find_any(self, text: str) -> list[bytes]:
        """The hashes under which `text` may be stored, that of the first key first."""
        return [_hash(finder, text) for finder in self._finders]

    def lock_number(self, text: str) -> int:
        """The number of the advisory lock to take before `text` is first stored.

        It does not depend on the order of the keys. So processes that overlap while the order is
        changed cannot both store the same sender as new.
        """
        return int.from_bytes(_hash(min(self._finders), text)[:8], "big", signed=True)


def _derive(key: str, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose).derive(key.encode())


def _hash(finder: bytes, text: str) -> bytes:
    return hmac.digest(finder, text.encode("utf-8", "surrogatepass"), "sha256")
