from django.urls import path

from backend.timeline.api.views import ConsentView, MonthsView, TimelineView

urlpatterns = [
    path("timeline", TimelineView.as_view()),
    path("timeline/months", MonthsView.as_view()),
    path("insights/consent", ConsentView.as_view()),
]
