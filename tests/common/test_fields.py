import re

import pytest
from django import forms
from django.template import engines

from common import widgets


class Form(forms.Form):
    title = forms.CharField(help_text="As you would say it")
    held_on = forms.DateField(widget=widgets.DateInput())
    starts = forms.TimeField(widget=widgets.TimeInput())
    opens_at = forms.DateTimeField(widget=widgets.DateTimeInput(), required=False)
    is_online = forms.BooleanField(required=False, help_text="A link is shown")
    rating = forms.ChoiceField(choices=[("1", "Bad"), ("2", "<Good>")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        self.add_error(None, "Both together do not work.")


WRONG = {"title": "", "held_on": "someday", "starts": "09:30", "rating": "3", "secret": "s"}


def render(source: str, form: forms.Form) -> str:
    return engines["django"].from_string(source).render({"form": form}).strip()


def attributes(page: str, name: str) -> dict[str, str]:
    control = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', page).group()
    return dict(re.findall(r'([\w-]+)="([^"]*)"', control))


def test_a_label_names_its_control_and_the_help_describes_it():
    page = render("{% field of=form.title %}", Form())

    given = attributes(page, "title")
    assert (given["id"], given["aria-describedby"], given["class"]) == ("id_title", "id_title_help", "input")
    assert ('<label for="id_title">Title' in page, 'id="id_title_help">As you would say it' in page) == (True, True)


def test_an_error_stands_at_its_field_and_what_was_typed_is_kept():
    page = render("{% field of=form.held_on %}", Form(WRONG))

    given = attributes(page, "held_on")
    assert (given["value"], given["aria-invalid"], given["aria-describedby"]) == ("someday", "true", "id_held_on_error")
    assert re.findall(r'class="error" id="id_held_on_error">.*?<span>(.*?)</span>', page) == ["Enter a valid date."]


def test_a_date_is_written_for_the_browser_not_for_the_reader():
    initial = {"held_on": "2026-11-24", "starts": "09:30:00"}
    form = Form(
        initial={"held_on": forms.DateField().clean(initial["held_on"]), "starts": forms.TimeField().clean("09:30")}
    )
    page = render("{% fields of=form %}", form)

    given = [(attributes(page, name)["type"], attributes(page, name)["value"]) for name in ("held_on", "starts")]
    assert given == [("date", "2026-11-24"), ("time", "09:30")]


def test_a_checkbox_stands_before_its_label():
    page = render("{% field of=form.is_online %}", Form())

    assert re.sub(r"<input[^>]*>", "<input>", page).startswith(
        '<div class="field">\n  <label class="check" for="id_is_online"><input><span>Is online</span></label>'
    )


@pytest.mark.parametrize("look", ["", "scale"])
def test_a_group_of_choices_has_a_legend_and_ties_each_to_the_error(look):
    page = render(f'{{% field of=form.rating look="{look}" lowest="low" highest="high" %}}', Form(WRONG))

    assert (page.count("<legend>Rating</legend>"), page.count('type="radio"')) == (1, 2)
    assert page.count('aria-describedby="id_rating_error"') == 3  # the group and both choices
    assert "&lt;Good&gt;" in page


def test_what_is_optional_says_so():
    page = render("{% field of=form.opens_at %}{% field of=form.title %}", Form())

    assert re.findall(r"<label[^>]*>(.*?)</label>", page) == ['Opens at <span class="faint">optional</span>', "Title"]


def test_a_hidden_field_is_only_its_value():
    assert render("{% field of=form.secret %}", Form(WRONG)) == (
        '<input type="hidden" name="secret" value="s" class="input" id="id_secret">'
    )


def test_the_summary_leads_to_each_field():
    page = render("{% form_errors of=form %}", Form(WRONG))

    assert re.findall(r'href="#(\w+)">(.*?)</a>', page) == [
        ("id_title", "Title"),
        ("id_held_on", "Held on"),
        ("id_rating", "Rating"),
    ]
    assert ("4 things need your attention." in page, "<p>Both together do not work.</p>" in page) == (True, True)


def test_a_form_without_mistakes_has_no_summary():
    assert render("{% form_errors of=form %}", Form()) == ""
