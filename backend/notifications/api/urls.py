from django.urls import path

from backend.notifications.api import calendar, health, taps, upcoming, views

urlpatterns = [
    path("calendar", calendar.CalendarView.as_view()),
    path("push-key", views.PushKeyView.as_view()),
    path("push-subscriptions", views.PushSubscriptionsView.as_view()),
    path("push-subscriptions/<uuid:subscription_id>", views.PushSubscriptionView.as_view()),
    path("reminders", health.RemindersView.as_view()),
    path("reminders/<uuid:schedule_id>", health.TopicView.as_view()),
    path("taps", taps.TapsView.as_view()),
    path("taps/<str:token>", taps.WayOutView.as_view()),
    path("test-pushes", health.TestPushesView.as_view()),
    path("test-pushes/<uuid:test_id>", health.TestPushView.as_view()),
    path("upcoming", upcoming.UpcomingView.as_view()),
]
