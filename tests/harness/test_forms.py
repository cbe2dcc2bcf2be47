from tests.support.forms import Field, Form, Page, encoded, filled, mistakes

HTML = """
<button form="main" name="go" value="1">Go</button>
<form method="post" action="/go/" id="main">
  <input type="hidden" name="token" value="t">
  <input name="title" value="A &amp; B" required aria-invalid="true" aria-describedby="help id_title_error">
  <p id="id_title_error">Too <b>long</b>.<br></p>
  <textarea name="text">
One
two</textarea>
  <select name="kind"><option value="a">A<option value="b" selected>B</select>
  <select name="first"><option value="x">X</select>
  <input type="radio" name="scale" value="1"><input type="radio" name="scale" value="2" checked>
  <input type="checkbox" name="agreed"><button name="back">Back</button><input name="off" disabled>
</form>
<input name="outside" form="main" value="in"><form><input name="q"></form>
"""


def test_a_form_is_read_as_a_browser_reads_it():
    page = Page(HTML)

    form, search = page.forms
    assert (form.action, form.method, search.method, form.is_filled_by_people) == ("/go/", "post", "get", True)
    assert form.values == {
        "token": ["t"],
        "title": ["A & B"],
        "text": ["One\ntwo"],
        "kind": ["b"],
        "first": ["x"],
        "scale": ["2"],
        "agreed": [],
        "go": ["1"],
        "outside": ["in"],
    }


def test_an_error_is_found_at_its_field():
    page = Page(HTML)

    title = page.forms[0].fields["title"]
    assert (title.is_required, title.is_invalid, page.error_at(title)) == (True, True, "Too long.")


def test_what_can_go_wrong_depends_on_the_kind():
    kinds = {
        kind: [each.what for each in mistakes(Field("x", kind, is_required=True))] for kind in ("number", "submit")
    }

    assert kinds == {"number": ["missing", "no number", "huge", "infinite", "NUL"], "submit": []}


def test_typed_bytes_are_sent_as_they_are():
    assert encoded({"a": ["1", "2"], "b": ["ü"]}, {"b": b"\x00\xed"}) == "a=1&a=2&b=%00%ED"


def test_a_form_is_filled_with_what_is_asked_for():
    fields = [
        Field("title", "text", [""], is_required=True),
        Field("note", "text", ["mine"]),
        Field("kind", "select", [""], ["", "a", "b"], is_required=True),
        Field("agreed", "checkbox", [], ["on"]),
        Field("token", "hidden", [""]),
    ]

    values = filled(Form("/", "post", {field.name: field for field in fields}))

    assert values == {"title": ["Something right"], "note": ["mine"], "kind": ["a"], "agreed": [], "token": [""]}
