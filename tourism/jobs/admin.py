"""The page of the jobs: what waits and fails, how far the readers are, who is alive, and a way to try again."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from tourism.clock import moment_of
from tourism.jobs.models import Cursor, Job
from tourism.jobs.queries import overview
from tourism.jobs.services import retry_job, retry_reader
from tourism.staff.desk import ReadOnlyDesk
from tourism.staff.words import both, said
from tourism.values.errors import DomainError

RETRY = both("现在再试一次", "Try again now")


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of the overview, in the reader's language."""

    workers: str
    queues: tuple[str, ...]
    readers: tuple[str, ...]


def _headings() -> Heading:
    return Heading(
        workers=said("活着的后台进程", "Workers alive"),
        queues=(
            said("任务", "Jobs"),
            said("等着", "Waiting"),
            said("正在做", "At work"),
            said("做完", "Done"),
            said("做不成", "Dead"),
            said("最久等了（秒）", "Oldest due (s)"),
        ),
        readers=(
            said("读者", "Reader"),
            said("读到", "At"),
            said("落后", "Behind"),
            said("最久等了（秒）", "Oldest (s)"),
            said("出错", "Error"),
        ),
    )


class _Watched(ReadOnlyDesk):
    """Rows that workers write: people read them, and try again."""

    actions = ("retry",)  # type: ignore[assignment]  # what programs write has none, but for this one

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Let those try again who may change the rows."""
        return bool(request.user.has_perm(f"jobs.change_{self.opts.model_name}"))

    def try_again(self, request: HttpRequest, row: Any) -> None:
        """Try one row again."""
        raise NotImplementedError

    @admin.action(description=RETRY, permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Try the chosen rows again, and say of each that cannot be why."""
        tried = 0
        for row in queryset:
            try:
                self.try_again(request, row)
                tried += 1
            except DomainError as error:
                messages.warning(request, said(error.text_zh, error.text_en))
        messages.success(request, said(f"{tried} 项马上再试", f"{tried} are tried again now"))


@admin.register(Job)
class JobAdmin(_Watched):
    """All jobs, below how things stand as a whole."""

    journal_type = "job"
    called = ("任务", "job", "jobs")
    readonly_fields = (
        "kind", "key", "state", "attempts", "next_at", "lease_until", "lease_by", "error", "result", "created_at",
        "finished_at",
    )  # fmt: skip
    fields = readonly_fields
    change_list_template = "admin/jobs/change_list.html"
    list_display = ("kind", "key", "state", "attempts", "next_at", "lease_by", "error")
    list_filter = ("state", "kind")
    search_fields = ("key", "error")
    ordering = ("-next_at",)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the overview above the list."""
        context = {"overview": overview(moment_of(request)), "headings": _headings(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def try_again(self, request: HttpRequest, row: Job) -> None:
        """Try a job again."""
        retry_job(row.pk, now=moment_of(request))


@admin.register(Cursor)
class CursorAdmin(_Watched):
    """How far each reader is."""

    journal_type = "cursor"
    called = ("读者", "reader", "readers")
    readonly_fields = ("reader", "seq", "attempts", "next_at", "error", "moved_at")
    fields = readonly_fields
    list_display = ("reader", "seq", "attempts", "next_at", "moved_at", "error")

    def try_again(self, request: HttpRequest, row: Cursor) -> None:
        """Let a reader that rests go on."""
        retry_reader(row.reader, now=moment_of(request))
