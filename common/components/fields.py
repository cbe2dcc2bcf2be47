"""Form fields: label above, help between, control, error below in words."""

from dataclasses import dataclass

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

from common import marks

register = template.Library()


def _described_by(bound: BoundField) -> str:
    ids = []
    if bound.help_text:
        ids.append(f"{bound.auto_id}_help")
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)


def _control(bound: BoundField, look: str, *, autofocus: bool) -> SafeString:
    attrs: dict[str, str | bool] = {}
    if not isinstance(bound.field.widget, forms.CheckboxInput):
        classes = [str(bound.field.widget.attrs.get("class", "")), "input", "input--big" if look == "big" else ""]
        attrs["class"] = " ".join(filter(None, classes))
    if described_by := _described_by(bound):
        attrs["aria-describedby"] = described_by
    # A placeholder goes when one types; the label and the help above stay.
    attrs["placeholder"] = False
    if autofocus:
        attrs["autofocus"] = True
    return bound.as_widget(attrs=attrs)


def _options(bound: BoundField) -> list[BoundWidget]:
    """The choices of a group; each is tied to the error, for the group's own description is easily missed."""
    options = list(bound.subwidgets)
    for option in options:
        if bound.errors:
            option.data["attrs"]["aria-describedby"] = f"{bound.auto_id}_error"
    return options


def _kind(bound: BoundField, look: str) -> str:
    widget = bound.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "scale" if look == "scale" else "choices"
    return "input"


@register.inclusion_tag("components/field.html")
def field(
    *,
    of: BoundField,
    look: str = "",
    lowest: str = "",
    highest: str = "",
    label: str = "",
    autofocus: bool = False,
    optional: bool = True,
) -> dict[str, object]:
    """One bound field with everything around it.

    `look`: "big" for a title; "scale" for radios in a row, whose ends say `lowest` and `highest`.
    `label` replaces the field's own. `optional`: whether it says so where it may be left empty; not where
    one of several has to be filled.
    """
    kind = _kind(of, look)
    return {
        "field": of,
        "kind": kind,
        "control": "" if kind in {"scale", "choices"} else _control(of, look, autofocus=autofocus),
        "options": _options(of) if kind in {"scale", "choices"} else [],
        "described_by": _described_by(of),
        "label": label or of.label,
        "lowest": lowest,
        "highest": highest,
        "is_optional": optional and not of.field.required,
    }


@dataclass(frozen=True)
class Sample:
    """A mark as a choice shows it."""

    mark: str = "disc"
    hue: int = 1
    name: str = ""
    is_open_mark: bool = False


@register.inclusion_tag("components/mark_field.html")
def mark_field(*, of: BoundField) -> dict[str, object]:
    """Radio buttons for a department's shape (`disc`, `square`, …) or its hue (1 to 8), each beside its drawing."""
    samples = [
        Sample(hue=int(str(option.data["value"])))
        if str(option.data["value"]).isdecimal()
        else Sample(mark=str(option.data["value"]))
        for option in _options(of)
    ]
    drawings = [SafeString(marks.mark(sample)) for sample in samples]
    return {"field": of, "options": list(zip(_options(of), drawings, strict=True)), "described_by": _described_by(of)}


@register.inclusion_tag("components/fields.html")
def fields(*, of: forms.BaseForm) -> dict[str, object]:
    """All fields of a form in their order, hidden ones included."""
    return {"form": of}


@register.inclusion_tag("components/form_errors.html")
def form_errors(*, of: forms.BaseForm) -> dict[str, object]:
    """What is wrong, at the top of a form, each linked to its field; nothing where nothing is."""
    wrong = [bound for bound in of if bound.errors] if of.is_bound else []
    general = list(of.non_field_errors()) if of.is_bound else []
    return {"wrong": wrong, "general": general, "count": len(wrong) + len(general)}


@register.inclusion_tag("components/search.html")
def search(*, name: str = "q", value: str = "", label: str, id: str = "") -> dict[str, object]:  # noqa: A002  # HTML's own name
    """A search field; its label is the placeholder too."""
    return {"name": name, "value": value, "label": label, "id": id or f"id_{name}"}


@register.inclusion_tag("components/copy_field.html")
def copy_field(*, id: str, label: str, value: str, button: str = "") -> dict[str, object]:  # noqa: A002  # HTML's own name
    """A value to be copied: a read-only field and, with script, a button."""
    return {"id": id, "label": label, "value": value, "button": button}
