"""Pages of somebody who is signed in."""

import pytest
from django.urls import reverse

from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["catalogue", "my-seminars", "personal", "organise"])
def test_a_personal_page_is_kept_by_no_cache_on_the_way(client, name):
    client.force_login(make_user())

    assert client.get(reverse(name))["Cache-Control"] == "private, no-cache"


def test_what_says_itself_how_long_it_is_good_stays_so(client):
    client.force_login(make_user())

    assert client.get(reverse("theme"))["Cache-Control"] == "public, max-age=31536000, immutable"
