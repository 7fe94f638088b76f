from django.urls import path

from backend.spaces.api import views

urlpatterns = [
    path("space/invitation", views.InvitationView.as_view()),
    path("invitation-previews", views.InvitationPreviewView.as_view()),
    path("memberships", views.MembershipView.as_view()),
]
