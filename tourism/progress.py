"""Says how far a long command has come: a line for each step, with a bar where somebody watches."""

from django.core.management.base import OutputWrapper

BAR = 24


class Progress:
    """Says each step on a line of its own; without a number of steps there is no bar."""

    def __init__(self, out: OutputWrapper, *, steps: int = 0, quiet: bool = False) -> None:
        self.out, self.steps, self.quiet, self.done = out, steps, quiet, 0

    def __call__(self, title: str, count: int) -> None:
        """Say that a step is finished."""
        self.done = min(self.done + 1, self.steps)
        if not self.quiet:
            self.out.write(f"{self._bar()}{title}: {count}")

    def _bar(self) -> str:
        if not self.steps or not self.out.isatty():
            return "  "
        full = BAR * self.done // self.steps
        return f"  [{'#' * full}{' ' * (BAR - full)}] "
