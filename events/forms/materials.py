"""Something to hand out: a file, a link, a note or a recording, and to whom it is shown."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import times
from common.files import Sent, document_type_of, sent
from common.widgets import Textarea
from events.drafts import Content, MaterialDraft
from events.enums import MaterialAudience, MaterialKind, ShownFrom
from events.exceptions import EventRefused
from events.models import LONGEST_MATERIAL_NOTE, Event, Material, Session
from events.policies import PART_OF
from events.queries import sessions_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    SessionFieldBase = forms.ModelChoiceField[Session]
else:
    SessionFieldBase = forms.ModelChoiceField

MOST_BYTES = 25 * 1024 * 1024
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.pptx,.docx,.xlsx,.odp,.odt,.ods"


class DocumentField(forms.FileField):
    """A file that is looked at by its content; clean, it is its description with its bytes, or None."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> tuple[Sent, bytes] | None:
        """The file; nothing of what is too large is read."""
        file: UploadedFile[bytes] | None = super().clean(data, initial)
        if not file:
            return None
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("This file is larger than 25 MB. Save it smaller, or hand out a link to it."))
        content = file.read()
        content_type = document_type_of(content)
        if not content_type:
            raise ValidationError(
                _(
                    "Choose a PDF, a picture (JPEG, PNG), or slides, a text or a table of an office program "
                    "without macros. This is none, whatever its name says."
                )
            )
        return sent(file.name or "", content, content_type), content


class SessionField(SessionFieldBase):
    """One of the sessions, by its time."""

    def label_from_instance(self, obj: Session) -> str:
        """Like "Tuesday 24 November, 09:30–11:30"."""
        return times.span(obj.starts_at, obj.ends_at)

    def clean(self, value: Any) -> Any:
        """The session; an id that no database can hold is a wrong choice too."""
        try:
            return super().clean(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class BringForm(forms.Form):
    """What somebody who teaches brings along; without a say in who sees it."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=160,
        help_text=gettext_lazy("Under the title of something that you brought before, it is a newer version of that."),
    )
    file = DocumentField(
        label=gettext_lazy("File"),
        max_length=200,
        help_text=gettext_lazy("PDF, picture, slides, text or table, at most 25 MB."),
    )
    url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST_MATERIAL_NOTE,
        widget=Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Markdown: an empty line between paragraphs, # for headings, - for lists."),
    )
    session = SessionField(
        label=gettext_lazy("Belongs to"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=gettext_lazy("The whole event"),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, event: Event, kind: str, material: Material | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self._part = kind, PART_OF[MaterialKind(kind)]
        for name in {"file", "url", "text"} - {self._part}:
            del self.fields[name]
        self.fields["language"].initial = event.language
        sessions = sessions_of(event)
        field = self.fields["session"]
        if len(sessions) > 1 and isinstance(field, forms.ModelChoiceField):
            field.queryset = event.sessions.order_by("starts_at", "pk")
        else:
            del self.fields["session"]
        if material is not None:
            self._show(material)

    def _show(self, material: Material) -> None:
        """What stands; a file stays unless another one is chosen."""
        for name in self.fields.keys() - {"file", "url", "text"}:
            self.fields[name].initial = getattr(material, name)
        if self._part == "file":
            self.fields["file"].required = False
            self.fields["file"].label = _("Newer version of the file")
        else:
            self.fields[self._part].initial = getattr(material.newest, self._part)

    @property
    def draft(self) -> MaterialDraft:
        """What is said of it."""
        said = {name: self.cleaned_data[name] for name in self.fields if name not in {"file", "url", "text"}}
        return MaterialDraft(**said)

    @property
    def content(self) -> Content | None:
        """What is handed out; None where what stands is to stay."""
        value = self.cleaned_data[self._part]
        if self._part != "file":
            return Content(**{self._part: value})
        return Content(file=value[0], data=value[1]) if value else None

    def refuse(self, refused: EventRefused) -> None:
        """Show why the action refused."""
        self.add_error(None, str(refused))


class MaterialForm(BringForm):
    """The same for organisers, who say to whom it is shown, and from when on."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)

    visible = forms.ChoiceField(
        label=gettext_lazy("Who may open it"),
        choices=MaterialAudience.choices,
        initial=MaterialAudience.CONFIRMED,
        widget=forms.RadioSelect,
    )
    shown_from = forms.ChoiceField(
        label=gettext_lazy("From when on"),
        choices=ShownFrom.choices,
        initial=ShownFrom.NOW,
        widget=forms.RadioSelect,
    )
    field_order = ["title", "file", "url", "text", "visible", "shown_from", "session", "language"]
