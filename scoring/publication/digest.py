"""The digest of a published folder: the SHA-256 of every file, and one over them all that can be written down elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from data.errors import ConfigError
from data.types import Json

NAME = "digest.json"


def sha256(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def as_json(value: Json) -> bytes:
    """The value as JSON that people can read: two spaces deep, keys as they come, a final line end."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def digest_file(folder: Path) -> bytes:
    """The bytes of ``digest.json`` for a folder: ``files`` by their path, and ``sha256`` over paths and digests in order."""
    files = {name: sha256((folder / name).read_bytes()) for name in names(folder)}
    return as_json({"files": files, "sha256": whole(files)})


def whole(files: Mapping[str, str]) -> str:
    """The one digest over all: of the lines ``DIGEST  PATH`` in the order of the paths, as ``sha256sum`` writes them."""
    return sha256("".join(f"{files[name]}  {name}\n" for name in sorted(files)).encode())


def names(folder: Path) -> list[str]:
    """The paths of all files beneath the folder but the digest itself, with slashes, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir() and path != folder / NAME)


def read(folder: Path) -> tuple[Mapping[str, str], str]:
    """The digests of the files and the one over all. Raises ConfigError when the folder is no published edition."""
    try:
        found = json.loads((folder / NAME).read_bytes())
        return {str(name): str(digest) for name, digest in found["files"].items()}, str(found["sha256"])
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ConfigError(f"{folder}: no published edition, for its {NAME} cannot be read ({error})") from error


def faults(folder: Path) -> Iterator[str]:
    """What is other than when the folder was published: each file that was changed, taken away or put in."""
    files, told = read(folder)
    there = names(folder)
    for name in sorted({*files, *there}):
        if name not in files:
            yield f"{name}: was not published; take it away"
        elif name not in there:
            yield f"{name}: is gone"
        elif (found := sha256((folder / name).read_bytes())) != files[name]:
            yield f"{name}: its bytes were changed: SHA-256 was {files[name]}, is {found}"
    if told != whole(files):
        yield f"{NAME}: the digest over all files is {whole(files)}; it says {told}"
