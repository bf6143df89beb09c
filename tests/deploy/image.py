"""What the container file says, read without a container engine: its settings, and the files that it takes."""

import re
import shlex
import shutil
from fnmatch import fnmatch
from pathlib import Path

from tourism.environment import PROJECT

CONTAINERFILE = PROJECT / "deploy" / "Containerfile"


def instructions() -> list[tuple[str, str]]:
    """Return the instructions in order, each with what follows it on one line."""
    text = re.sub(r"^\s*#.*\n", "", CONTAINERFILE.read_text(), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines if line.strip())]


def settings() -> dict[str, str]:
    """Return the environment that the image sets."""
    words = [word for name, rest in instructions() if name == "ENV" for word in shlex.split(rest)]
    return dict(word.split("=", 1) for word in words)


def copied() -> list[tuple[str, str]]:
    """Return the files and folders of the project that the image takes, each with where it puts them."""
    pairs = []
    for name, rest in instructions():
        if name == "COPY" and not rest.startswith("--from"):
            *sources, target = shlex.split(rest)
            pairs += [(source, target) for source in sources]
    return pairs


def is_ignored(path: str) -> bool:
    """Say whether the build is kept from seeing a path."""
    ignored = False
    for line in (PROJECT / ".dockerignore").read_text().splitlines():
        if line and not line.startswith("#"):
            pattern = line.removeprefix("!").removeprefix("**/")
            if fnmatch(path.split("/")[0], pattern) or any(fnmatch(part, pattern) for part in path.split("/")[1:]):
                ignored = not line.startswith("!")
    return ignored


def unpack(folder: Path) -> Path:
    """Lay out the project as it lies in the image, and return its folder."""
    for source, target in copied():
        if target.startswith("."):
            place = folder / (Path(source).name if target == "./" else target)
            if (PROJECT / source).is_dir():
                shutil.copytree(PROJECT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(PROJECT / source, place)
    return folder
