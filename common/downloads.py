"""Files that people or jobs have left with us, as somebody keeps them."""

from pathlib import Path

from django.http import FileResponse, Http404


def kept_file(path: Path, *, name: str, content_type: str) -> FileResponse:
    """The file at ``path``, to be saved under ``name``: never shown in the page, whatever it says it is.

    Raises Http404 where it is gone.
    """
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=content_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
