from django.urls import path

from backend.successes.api import promises, views

urlpatterns = [
    path("today", views.TodayView.as_view()),
    path("successes", views.SuccessesView.as_view()),
    path("successes/<uuid:success_id>", views.SuccessView.as_view()),
    path("successes/<uuid:success_id>/confirmation", views.ConfirmationView.as_view()),
    path("successes/<uuid:success_id>/reaction", views.ReactionView.as_view()),
    path("successes/<uuid:success_id>/picture", views.PictureView.as_view()),
    path("appreciations", views.AppreciationsView.as_view()),
    path("appreciations/<uuid:appreciation_id>", views.AppreciationView.as_view()),
    path("promises", promises.PromisesView.as_view()),
    path("promises/<uuid:promise_id>", promises.PromiseView.as_view()),
    path("promises/<uuid:promise_id>/outcome", promises.PromiseOutcomeView.as_view()),
    path("promises/<uuid:promise_id>/renegotiation", promises.RenegotiationView.as_view()),
    path("insights/promises", promises.PromiseInsightsView.as_view()),
]
