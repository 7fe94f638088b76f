from django.urls import path

from backend.schedules.api import views

urlpatterns = [
    path("schedules", views.SchedulesView.as_view()),
    path("schedules/<uuid:schedule_id>", views.ScheduleView.as_view()),
    path("schedules/<uuid:schedule_id>/rests", views.RestsView.as_view()),
    path("rests", views.HolidaysView.as_view()),
    path("rests/<uuid:rest_id>", views.RestView.as_view()),
    path("wishes", views.WishesView.as_view()),
]
