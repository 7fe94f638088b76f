from django.urls import path

from backend.notifications.api import views

urlpatterns = [
    path("push-key", views.PushKeyView.as_view()),
    path("push-subscriptions", views.PushSubscriptionsView.as_view()),
    path("push-subscriptions/<uuid:subscription_id>", views.PushSubscriptionView.as_view()),
]
