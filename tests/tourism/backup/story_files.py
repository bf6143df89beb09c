"""The backup of a county on the first release, as that release made it: facts, and one day's work of people."""

from pathlib import Path

FIRST_RELEASE = Path(__file__).with_name("first_release.zip")
