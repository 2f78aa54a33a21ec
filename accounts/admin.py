from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.mfa import admin as _mfa  # noqa: F401 - what it registers is taken away below
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as _social  # noqa: F401 - the same
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions import admin as _sessions  # noqa: F401 - the same
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from accounts.actions import create_organisation
from accounts.actions.members import is_last_administrator
from accounts.admin_forms import MembershipForm, MembershipFormSet
from accounts.forms import PersonChangeForm, PersonCreationForm, UnitForm
from accounts.models import Invitation, Membership, Organisation, Unit, User

if TYPE_CHECKING:
    from django.contrib.admin.options import InlineModelAdmin
    from django.forms import ModelForm
    from django.http import HttpRequest


class MembershipInline(admin.TabularInline):
    model = Membership
    formset = MembershipFormSet
    extra = 0
    autocomplete_fields: ClassVar = ["user", "organisation", "unit"]


class OneByOne(admin.ModelAdmin):
    """Nothing is deleted from a list: several administrators at once would each be taken for not the last."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}


@admin.register(User)
class PersonAdmin(OneByOne, UserAdmin):
    """People are known by their e-mail address; there is no user name."""

    form = PersonChangeForm
    add_form = PersonCreationForm
    list_display: ClassVar = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter: ClassVar = ["is_active", "is_staff", "is_superuser", "memberships__organisation"]
    search_fields: ClassVar = ["email", "name"]
    ordering: ClassVar = ["email"]
    fieldsets: ClassVar = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Permissions"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Important dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets: ClassVar = [
        (None, {"classes": ["wide"], "fields": ["email", "name", "usable_password", "password1", "password2"]}),
    ]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[type[InlineModelAdmin]]:
        """Memberships come on the second page, which Django opens once the person exists."""
        return [] if obj is None else [MembershipInline]


class UnitInline(admin.TabularInline):
    model = Unit
    form = UnitForm
    extra = 0
    autocomplete_fields: ClassVar = ["parent"]
    show_change_link = True

    def has_delete_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return False


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display: ClassVar = ["name", "slug"]
    search_fields: ClassVar = ["name", "slug"]
    prepopulated_fields: ClassVar = {"slug": ["name"]}

    def get_inlines(self, request: HttpRequest, obj: Organisation | None) -> list[type[InlineModelAdmin]]:
        return [] if obj is None else [UnitInline, MembershipInline]

    def save_model(self, request: HttpRequest, obj: Organisation, form: ModelForm, change: bool) -> None:
        """A new organisation comes with its root unit."""
        if change:
            obj.save()
            return
        made = create_organisation(name=obj.name, slug=obj.slug)
        obj.pk, obj._state.adding = made.pk, False


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    form = UnitForm
    list_display: ClassVar = ["name", "organisation", "parent"]
    list_filter: ClassVar = ["organisation"]
    list_select_related: ClassVar = ["organisation", "parent"]
    search_fields: ClassVar = ["name", "organisation__name"]
    autocomplete_fields: ClassVar = ["organisation", "parent"]

    def has_delete_permission(self, request: HttpRequest, obj: Unit | None = None) -> bool:
        """The root unit goes with its organisation, and only so."""
        is_root = obj is not None and obj.parent_id is None
        asked = request.resolver_match.url_name or "" if request.resolver_match else ""
        if is_root and not asked.startswith("accounts_organisation"):
            return False
        return super().has_delete_permission(request, obj)


@admin.register(Membership)
class MembershipAdmin(OneByOne):
    form = MembershipForm
    list_display: ClassVar = ["user", "organisation", "unit", "kind", "is_reviewer", "is_active"]
    list_filter: ClassVar = ["kind", "is_reviewer", "organisation"]
    list_select_related: ClassVar = ["user", "organisation", "unit"]
    search_fields: ClassVar = ["user__email", "user__name", "organisation__name", "unit__name"]
    autocomplete_fields: ClassVar = ["user", "organisation", "unit"]

    def has_delete_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        """The last administrator goes with their organisation, and only so; the same when their account is deleted."""
        asked = request.resolver_match.url_name or "" if request.resolver_match else ""
        if obj is not None and not asked.startswith("accounts_organisation") and is_last_administrator(obj):
            return False
        return super().has_delete_permission(request, obj)


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """To look things up. Inviting is done on the pages of the organisation, where the link can be sent."""

    list_display: ClassVar = ["email", "organisation", "kind", "created_at", "accepted_at", "withdrawn_at"]
    list_filter: ClassVar = ["organisation", "kind"]
    list_select_related: ClassVar = ["organisation"]
    search_fields: ClassVar = ["email", "organisation__name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        return False


# allauth's own pages would show secrets of people, and let single sign-on be set up beside the settings.
admin.site.unregister([Authenticator, SocialAccount, SocialApp, SocialToken, UserSession])


@admin.register(Authenticator)
class SecondStepAdmin(admin.ModelAdmin):
    """For somebody who has lost app, key and recovery codes: deleting them lets the password suffice again."""

    list_display: ClassVar = ["user", "type", "created_at", "last_used_at"]
    list_filter: ClassVar = ["type"]
    list_select_related: ClassVar = ["user"]
    search_fields: ClassVar = ["user__email", "user__name"]
    fields: ClassVar = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False
