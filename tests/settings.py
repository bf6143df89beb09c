"""The settings of a test run: the project's own, with the servers that the run started."""

from tourism.settings import *  # noqa: F403
