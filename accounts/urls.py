from __future__ import annotations

from django.urls import path

from accounts.views import invitations, joining, members, profile, reminders, sessions, units

app_name = "accounts"

own = [
    path("profile/", profile.profile, name="profile"),
    path("profile/sessions/", sessions.sessions, name="sessions"),
]
managing = [
    path("organisations/<slug:slug>/members/", members.members, name="members"),
    path("organisations/<slug:slug>/members/<int:pk>/", members.member, name="member"),
    path("organisations/<slug:slug>/members/<int:pk>/remove/", members.remove, name="remove-member"),
    path("organisations/<slug:slug>/invitations/", invitations.invitations, name="invitations"),
    path("organisations/<slug:slug>/invitations/new/", invitations.invite, name="invite"),
    path("organisations/<slug:slug>/invitations/<int:pk>/renew/", invitations.renew, name="renew-invitation"),
    path("organisations/<slug:slug>/invitations/<int:pk>/withdraw/", invitations.withdraw, name="withdraw-invitation"),
    path("organisations/<slug:slug>/units/", units.units, name="units"),
    path("organisations/<slug:slug>/units/new/", units.new_unit, name="new-unit"),
    path("organisations/<slug:slug>/units/<int:pk>/", units.unit, name="unit"),
    path("organisations/<slug:slug>/settings/", units.settings, name="settings"),
]
reminding = [
    path("profile/reminders/", reminders.choose, name="choose-reminders"),
    path("reminders/stop/<str:token>/", reminders.stop, name="stop-reminders"),
]
joining_in = [
    path("invitation/", joining.invitation, name="invitation"),
    path("invitation/join/", joining.join, name="join"),
]
urlpatterns = [*own, *managing, *reminding, *joining_in]
