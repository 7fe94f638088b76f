from django.urls import path

from backend.schedules.api import views

urlpatterns = [
    path("schedules", views.SchedulesView.as_view()),
    path("schedules/<uuid:schedule_id>", views.ScheduleView.as_view()),
]
