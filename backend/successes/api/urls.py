from django.urls import path

from backend.successes.api import promises

urlpatterns = [
    path("promises", promises.PromisesView.as_view()),
    path("promises/<uuid:promise_id>", promises.PromiseView.as_view()),
    path("promises/<uuid:promise_id>/outcome", promises.PromiseOutcomeView.as_view()),
    path("promises/<uuid:promise_id>/renegotiation", promises.RenegotiationView.as_view()),
    path("insights/promises", promises.PromiseInsightsView.as_view()),
]
