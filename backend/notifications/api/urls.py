from django.urls import path

from backend.notifications.api import calendar, views

urlpatterns = [
    path("calendar", calendar.CalendarView.as_view()),
    path("push-key", views.PushKeyView.as_view()),
    path("push-subscriptions", views.PushSubscriptionsView.as_view()),
    path("push-subscriptions/<uuid:subscription_id>", views.PushSubscriptionView.as_view()),
]
