from django.urls import path

from backend.timeline.api.views import TimelineView

urlpatterns = [path("timeline", TimelineView.as_view())]
