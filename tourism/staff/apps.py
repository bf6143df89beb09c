"""Registers the desk of the staff: who signs in, and the admin in which they work."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class StaffConfig(AppConfig):
    """Accounts of the staff, their groups, and what every page of the admin shares."""

    name = "tourism.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"


class StaffAdminConfig(AdminConfig):
    """Django's admin, on our own site."""

    default_site = "tourism.staff.site.StaffSite"
