"""Addresses of signing in. Of allauth's pages, those that need no mail server."""

from allauth.account import views as allauth_views
from django.urls import include, path

from trophe.web.accounts import views

urlpatterns = [
    path("enter/<str:token>/", views.enter, name="enter"),
    path("account/", views.account, name="account"),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<uuid:code>/end/", views.token_end, name="token-end"),
    path("account/login/", allauth_views.login, name="account_login"),
    path("account/logout/", allauth_views.logout, name="account_logout"),
    path("account/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path(
        "account/password/change/",
        allauth_views.password_change,
        name="account_change_password",
    ),
    path("account/password/set/", allauth_views.password_set, name="account_set_password"),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
]
