"""The field of a form by which somebody uploads a picture."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.pictures import MOST_BYTES, Emblem, Flaw, Picture, PictureRefused, read_logo, read_picture

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

TEXTS = {
    Flaw.TOO_HEAVY: _("This file is larger than 8 MB. Save the picture smaller, and choose it again."),
    Flaw.TOO_LARGE: _("This picture has more than 40 megapixels. Save it smaller, and choose it again."),
    Flaw.TOO_SMALL: _("This picture is too small to be seen well. It takes 320 pixels across and 240 down."),
    Flaw.NO_PICTURE: _("This is no JPEG, PNG or WebP picture, whatever its name says. Choose another file."),
    Flaw.BROKEN: _("This picture is damaged and can't be read to its end. Choose another file."),
    Flaw.MOVES: _("This picture moves. Choose one that stands still."),
    Flaw.ODD: _("This picture keeps its colours in an unusual way. Save it as JPEG, and choose it again."),
    Flaw.SLENDER: _("This picture is more than ten times as long as it is wide. Nothing of it could be made out."),
    Flaw.PALE: _("On white, as on paper, nothing of this logo can be seen. Choose a darker one."),
}
TOO_SMALL_LOGO = _("This logo is too small. It takes 32 pixels across and down.")


class UploadField(forms.FileField):
    """A file that is looked at by its content; clean, it is what ``read`` has drawn again, or None."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    read: Callable[[bytes], Any]
    texts = TEXTS

    def __init__(self, **kwargs: Any) -> None:
        # A name plays no part in what becomes of the file.
        super().__init__(**kwargs, max_length=None, error_messages={"empty": TEXTS[Flaw.NO_PICTURE]})

    def clean(self, data: Any, initial: Any = None) -> Picture | Emblem | None:
        """The picture; nothing of what is too large is read."""
        file: UploadedFile[bytes] | None = super().clean(data, initial)
        if not file:
            return None
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(TEXTS[Flaw.TOO_HEAVY], code=Flaw.TOO_HEAVY.value)
        try:
            drawn: Picture | Emblem = self.read(file.read())
        except PictureRefused as refused:
            raise ValidationError(self.texts[refused.flaw], code=refused.flaw.value) from refused
        return drawn


class PictureField(UploadField):
    """A picture of a cover or a person."""

    read = staticmethod(read_picture)


class LogoField(UploadField):
    """A logo."""

    read = staticmethod(read_logo)
    texts = TEXTS | {Flaw.TOO_SMALL: TOO_SMALL_LOGO}
