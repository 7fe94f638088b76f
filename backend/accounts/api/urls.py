from django.urls import path

from backend.accounts.api import views

urlpatterns = [
    path("me", views.MeView.as_view()),
    path("confirmation", views.ConfirmationView.as_view()),
    path("confirmation-codes", views.ConfirmationCodesView.as_view()),
    path("confirmations", views.ConfirmationsView.as_view()),
    path("recoveries", views.RecoveriesView.as_view()),
    path("me/recovery", views.MyRecoveryView.as_view()),
    path("address-changes", views.AddressChangesView.as_view()),
    path("addresses", views.AddressesView.as_view()),
    path("sessions", views.SessionsView.as_view()),
    path("sessions/<uuid:session_id>", views.SessionView.as_view()),
]
