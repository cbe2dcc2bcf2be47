"""The emergency desk for people and departments: what is changed here goes through actions too."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import actions as accounts
from accounts import policies
from accounts.forms import zone_choices
from accounts.models import Coordinator, Department, User
from accounts.requests import SignedInRequest

if TYPE_CHECKING:
    UserAdminBase = admin.ModelAdmin[User]
    DepartmentAdminBase = admin.ModelAdmin[Department]
    CoordinatorAdminBase = admin.ModelAdmin[Coordinator]
    AccountFormBase = forms.ModelForm[User]
else:
    UserAdminBase = DepartmentAdminBase = CoordinatorAdminBase = admin.ModelAdmin
    AccountFormBase = forms.ModelForm


class AccountForm(AccountFormBase):
    """What an administrator may set right, with the database's rules in words."""

    zone = forms.ChoiceField(label=gettext_lazy("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101  # declared above
        zone.choices = zone_choices(self.instance.zone)

    def clean(self) -> dict[str, Any]:
        """Nobody is their own manager, deputy or manager's manager, and the day ends after it begins."""
        values = super().clean() or {}
        for name in ("manager", "deputy"):
            if values.get(name) == self.instance:
                self.add_error(name, _("Choose somebody else."))
        if "manager" in values and (reason := policies.manager_refusal(self.instance, manager=values["manager"])):
            self.add_error("manager", str(reason.label))
        starts, ends = values.get("workday_starts"), values.get("workday_ends")
        if starts and ends and starts >= ends:
            self.add_error("workday_ends", _("Choose a time after the start of the working day."))
        return values


@admin.register(User)
class UserAdmin(UserAdminBase):
    """People. Accounts are closed, never deleted: what they took part in stays."""

    form = AccountForm
    list_display = ("name", "email", "department", "location", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "department", "location")
    list_select_related = ("department", "location")
    search_fields = ("name", "email")
    ordering = ("name", "pk")
    autocomplete_fields = ("manager", "deputy")
    fields = ("email", "is_active", *accounts.ADMINISTERED, *accounts.PERSONAL, "joined_at", "last_login")
    readonly_fields = ("email", "is_active", "joined_at", "last_login")
    actions = ("close_accounts", "open_accounts")

    def has_add_permission(self, _request: HttpRequest) -> bool:
        """People sign up, or are enrolled."""
        return False

    def has_delete_permission(self, _request: HttpRequest, _obj: User | None = None) -> bool:
        """Accounts are closed."""
        return False

    def save_model(self, request: Any, obj: User, form: Any, _change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Keep what was changed; nobody takes their own rights, so that somebody always has them."""
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        if obj.pk == request.user.pk and values.pop("is_staff", None) is not None:
            self.message_user(request, _("Only another administrator can take your rights."), messages.ERROR)
        accounts.administer(user=obj, values=values, by=request.user, at=timezone.now())

    @admin.action(description=gettext_lazy("Close these accounts"))
    def close_accounts(self, request: SignedInRequest, queryset: QuerySet[User]) -> None:
        """Sign people out everywhere and free their seats; one's own account stays open."""
        closed = list(queryset.filter(is_active=True).exclude(pk=request.user.pk))
        for user in closed:
            accounts.deactivate(user=user, by=request.user, at=timezone.now())
        text = ngettext("%(n)d account is closed.", "%(n)d accounts are closed.", len(closed))
        self.message_user(request, text % {"n": len(closed)})

    @admin.action(description=gettext_lazy("Open these accounts again"))
    def open_accounts(self, request: SignedInRequest, queryset: QuerySet[User]) -> None:
        """Let people sign in again."""
        opened = list(queryset.filter(is_active=False))
        for user in opened:
            accounts.reactivate(user=user, by=request.user, at=timezone.now())
        text = ngettext("%(n)d account is open again.", "%(n)d accounts are open again.", len(opened))
        self.message_user(request, text % {"n": len(opened)})


@admin.register(Department)
class DepartmentAdmin(DepartmentAdminBase):
    """The tree of departments; what happened in one stays, so none is deleted."""

    list_display = ("name", "parent", "key", "mark", "is_open_mark", "hue")
    list_select_related = ("parent",)
    search_fields = ("name", "key")
    ordering = ("name", "pk")
    fields = ("name", "key", "parent", "mark", "is_open_mark", "hue")

    def has_delete_permission(self, _request: HttpRequest, _obj: Department | None = None) -> bool:
        """Events and people point to it."""
        return False

    def save_model(self, request: Any, obj: Department, form: Any, change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Keep the department, with its audit line."""
        if change:
            accounts.change_department(department=obj, values=form.cleaned_data, by=request.user, at=timezone.now())
        else:
            obj.pk = accounts.add_department(values=form.cleaned_data, by=request.user, at=timezone.now()).pk


@admin.register(Coordinator)
class CoordinatorAdmin(CoordinatorAdminBase):
    """Who looks after which department."""

    list_display = ("department", "user")
    list_select_related = ("department", "user")
    autocomplete_fields = ("department", "user")
    ordering = ("department__name", "user__name")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Nobody looks after a department whose account is closed."""
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.active()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, _request: HttpRequest, _obj: Coordinator | None = None) -> bool:
        """One is dismissed and another appointed."""
        return False

    def save_model(self, request: Any, obj: Coordinator, _form: Any, _change: bool) -> None:  # noqa: FBT001  # Django's signature
        """Appoint."""
        kept = accounts.appoint(department=obj.department, user=obj.user, by=request.user, at=timezone.now())
        obj.pk = kept.pk

    def delete_model(self, request: Any, obj: Coordinator) -> None:
        """Dismiss."""
        accounts.dismiss(coordinator=obj, by=request.user, at=timezone.now())

    def delete_queryset(self, request: Any, queryset: QuerySet[Coordinator]) -> None:
        """Dismiss several."""
        for coordinator in queryset:
            accounts.dismiss(coordinator=coordinator, by=request.user, at=timezone.now())
