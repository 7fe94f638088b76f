from django.urls import path

from backend.checkins.api import insights, remarks, talk, templates, views

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
    path("checkins/<uuid:check_in_id>/comments", remarks.CommentsView.as_view()),
    path("checkins/<uuid:check_in_id>/topics", talk.TopicsView.as_view()),
    path("comments/<uuid:comment_id>", remarks.CommentView.as_view()),
    path("answers/<uuid:answer_id>/reaction", remarks.ReactionView.as_view()),
    path("topics/<uuid:topic_id>", talk.TopicView.as_view()),
    path("topics/<uuid:topic_id>/turns", talk.TurnsView.as_view()),
    path("topics/<uuid:topic_id>/parking", talk.ParkingView.as_view()),
    path("topics/<uuid:topic_id>/settling", talk.SettlingView.as_view()),
    path("turns/<uuid:turn_id>/echoes", talk.EchoesView.as_view()),
    path("echoes/<uuid:echo_id>/hearing", talk.HearingView.as_view()),
]
