from django.urls import path

from backend.privacy.api import views

urlpatterns = [
    path("space", views.SpaceView.as_view()),
]
