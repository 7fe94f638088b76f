from django.urls import path

from backend.checkins.api import insights, templates, views

urlpatterns = [
    path("templates", views.TemplatesView.as_view()),
    path("space/templates", templates.OwnTemplatesView.as_view()),
    path("space/templates/pack", templates.PackView.as_view()),
    path("space/templates/<slug:slug>", templates.OwnTemplateView.as_view()),
    path("space/templates/<slug:slug>/put-away", templates.PutAwayView.as_view()),
    path("insights/closeness", insights.ClosenessView.as_view()),
    path("insights/rhythm", insights.RhythmView.as_view()),
    path("insights/then-and-now", insights.ThenAndNowView.as_view()),
    path("checkins", views.CheckInsView.as_view()),
    path("checkins/<uuid:check_in_id>", views.CheckInView.as_view()),
    path("checkins/<uuid:check_in_id>/sending", views.SendingView.as_view()),
    path("checkins/<uuid:check_in_id>/deferral", views.DeferralView.as_view()),
]
