"""The addresses of the work that the staff do on their phones."""

from django.urls import URLPattern, path

from frontend.staff import fact_pages, tip_pages

urlpatterns: list[URLPattern] = [
    path("facts", fact_pages.facts, name="worklist"),
    path("facts/<str:type>/<str:public_id>/<str:field>", fact_pages.fact, name="fact"),
    path("tips/<int:tip_id>", tip_pages.tip, name="tip"),
    path("tips/<int:tip_id>/photo-<int:width>.jpg", tip_pages.photo, name="tip-photo"),
]
