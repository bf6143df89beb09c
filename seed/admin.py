"""The desk's pages of what the seed carried in, to read only."""

from django.contrib import admin

from seed.models import SeededRow, SeedRun
from tourism.staff.desk import ReadOnlyDesk


@admin.register(SeedRun)
class SeedRunDesk(ReadOnlyDesk):
    """Which files were carried in, and when."""

    journal_type = "seed_run"
    called = ("装入记录", "seed run", "seed runs")
    list_display = fields = readonly_fields = ("name", "digest", "finished_at")


@admin.register(SeededRow)
class SeededRowDesk(ReadOnlyDesk):
    """What the last seed wrote into each row."""

    journal_type = "seeded_row"
    called = ("装入的行", "seeded row", "seeded rows")
    list_display = ("type", "key")
    list_filter = ("type",)
    search_fields = ("key",)
    fields = readonly_fields = ("type", "key", "columns")
