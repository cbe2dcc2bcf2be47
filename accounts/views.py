"""What people set for themselves, and the code that makes an address theirs."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmEmailVerificationCodeView
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.forms import SettingsForm
from accounts.models import User
from accounts.requests import SignedInRequest
from common import access


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: SignedInRequest) -> HttpResponse:
    """Name, language, zone, working hours, and whether others see the name."""
    person = User.objects.select_related("department", "location").get(pk=request.user.pk)
    form = SettingsForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_settings(user=request.user, values=form.cleaned_data, at=timezone.now())
        with translation.override(changed.language):
            messages.success(request, _("Your settings are saved."))
        return redirect("personal")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/personal.html", {"form": form, "person": person}, status=status)


class ConfirmAddress(ConfirmEmailVerificationCodeView):
    """allauth's page of the code, where another address may be given.

    Theirs (65.21) asks no rule about that address, and fails where the form has a mistake.
    """

    def _change_form_valid(self, form: Any) -> HttpResponse:
        try:
            get_adapter().clean_email(form.cleaned_data["email"].lower())
        except ValidationError as error:
            form.add_error("email", error)
            return self._change_form_invalid(form)
        answer: HttpResponse = super()._change_form_valid(form)
        return answer

    def _change_form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return answer


confirm_address = access.rule(access.Rule.ANYONE)(ConfirmAddress.as_view())
