from django.urls import path

from backend.privacy.api import views

urlpatterns = [
    path("space", views.SpaceView.as_view()),
    path("exports", views.ExportsView.as_view()),
    path("exports/<uuid:export_id>", views.ExportView.as_view()),
    path("exports/<uuid:export_id>/file", views.ExportFileView.as_view()),
    path("imports", views.ImportsView.as_view()),
    path("kept", views.KeptView.as_view()),
    path("kept/<uuid:kept_id>", views.KeptOneView.as_view()),
    path("erasure", views.ErasureView.as_view()),
]
