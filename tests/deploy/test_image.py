"""The image: built from what is there, run by nobody of note, and without a secret."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.image import CONTAINERFILE, copied, instructions, is_ignored, settings
from tourism.environment import PROJECT, Environment


def test_the_linter_finds_nothing() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")

    linted = subprocess.run([hadolint, CONTAINERFILE], capture_output=True, text=True, check=False)

    assert (linted.returncode, linted.stdout) == (0, "")


def test_everything_that_is_copied_is_there_and_reaches_the_build() -> None:
    sources = [source for source, _ in copied()]

    assert sources
    for source in sources:
        assert (PROJECT / source).exists(), source
        assert not is_ignored(source), source


@pytest.mark.parametrize("path", [".data", ".git", "deploy/.env", ".venv", "tests", "node_modules", "seed/__pycache__"])
def test_databases_keys_and_history_do_not_reach_the_build(path: str) -> None:
    assert is_ignored(path)


def test_the_image_runs_as_an_own_user_in_production_and_on_any_processor() -> None:
    said = dict(instructions())
    made = settings()

    assert said["USER"] == "10001:10001"
    assert made["PRODUCTION"] == "1"
    assert made["NUMBA_CPU_NAME"] == "generic"
    assert "healthz" in said["HEALTHCHECK"]
    assert not {"SECRET_KEY", "DATABASE_URL", "METRICS_TOKEN"} & set(made)
    assert {name for name in made if name.isupper()} - set(Environment.model_fields) == {
        "PATH",
        "PYTHONUNBUFFERED",
        "PYTHONDONTWRITEBYTECODE",
        "NUMBA_CPU_NAME",
    }


def test_every_base_is_pinned_and_named_without_a_host() -> None:
    bases = [rest.split()[0] for name, rest in instructions() if name == "FROM"]

    assert bases
    for base in bases:
        name, _, tag = base.partition(":")
        assert any(character.isdigit() for character in tag), base
        assert "." not in name.split("/")[0], base
