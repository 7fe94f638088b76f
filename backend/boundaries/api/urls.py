from django.urls import path

from backend.boundaries.api import views

AGREEMENT = "agreements/<uuid:agreement_id>"
VERSION = f"{AGREEMENT}/versions/<uuid:version_id>"

urlpatterns = [
    path("boundaries", views.BoundariesView.as_view()),
    path("agreements", views.AgreementsView.as_view()),
    path(AGREEMENT, views.AgreementView.as_view()),
    path(f"{AGREEMENT}/versions", views.VersionsView.as_view()),
    path(VERSION, views.VersionView.as_view()),
    path(f"{VERSION}/consent", views.ConsentView.as_view()),
    path(f"{VERSION}/refusal", views.RefusalView.as_view()),
    path(f"{AGREEMENT}/ending", views.EndingView.as_view()),
    path(f"{AGREEMENT}/note", views.NoteView.as_view()),
    path("drafts/<uuid:about>", views.DraftView.as_view()),
    path("limits", views.LimitsView.as_view()),
    path("limits/<uuid:limit_id>", views.LimitView.as_view()),
    path("limits/<uuid:limit_id>/wordings", views.WordingsView.as_view()),
]
