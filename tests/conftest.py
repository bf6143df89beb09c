"""What every test may rely on: property tests that repeat themselves, and a chromium where one is asked for."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import InMemoryStorage, storages
from hypothesis import HealthCheck, settings

BROWSER_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)

settings.register_profile(
    "test", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("soak", parent=settings.get_profile("test"), max_examples=2000)
settings.load_profile("soak" if os.environ.get("SOAK") == "1" else "test")

# Playwright runs an event loop in the thread of the test, where Django then refuses its database without this.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _empty_store() -> None:
    # A test that keeps files in a folder has made the folder itself.
    store = storages["default"]
    if isinstance(store, InMemoryStorage):
        store.delete("photos")


def _chromium() -> str | None:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    folder = Path.home() / ".cache" / "ms-playwright"
    return str(next(folder.glob("chromium-*/chrome-linux*/chrome"), "")) or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the soak unless asked for; without a chromium skip the browser tests loudly, and fail them in CI."""
    del config
    soak = pytest.mark.skip(reason="long numbers: run `make soak`")
    for item in items:
        if "soak" in item.keywords and os.environ.get("SOAK") != "1":
            item.add_marker(soak)
        if "browser" in item.keywords and not _chromium() and os.environ.get("CI") != "true":
            item.add_marker(pytest.mark.skip(reason="no chromium: install it or set CHROMIUM"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the chromium that is installed; as root it needs its sandbox off."""
    chromium = _chromium()
    assert chromium, "browser tests need a chromium: install it or set CHROMIUM"
    flags = [*BROWSER_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {"executable_path": chromium, "args": flags, "headless": True}
