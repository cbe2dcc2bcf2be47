"""What is told about those who teach: by themselves, or for a guest by who organises."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from accounts import actions as people
from accounts.models import User
from audit.actions import record
from common import files
from events.actions import pictures
from events.actions.search import renew_things
from events.covers import portrait_of, portraits
from events.drafts import ProfileDraft
from events.models import Speaker, SpeakerProfile

STRAY_AFTER = timedelta(days=1)
SAID = ("title", "biography", "picture")


@transaction.atomic
def introduce_myself(*, user: User, draft: ProfileDraft, at: datetime) -> SpeakerProfile:
    """Say who one is, to whoever reads what one teaches."""
    user = User.objects.lock(user)
    profile, _is_new = SpeakerProfile.objects.get_or_create(user=user, defaults={"changed_at": at})
    return change_profile(profile=profile, draft=draft, by=user, at=at)


@transaction.atomic
def change_profile(*, profile: SpeakerProfile, draft: ProfileDraft, by: User, at: datetime) -> SpeakerProfile:
    """Tell something else of somebody who teaches; a guest's new name stands at everything that they teach."""
    profile = SpeakerProfile.objects.select_related("guest").select_for_update(of=("self",)).get(pk=profile.pk)
    before = {name: getattr(profile, name) for name in SAID}
    profile.title, profile.biography, profile.changed_at = draft.title, draft.biography, at
    if draft.picture:
        profile.picture = pictures.keep(draft.picture, at=portrait_of)
    elif draft.removes_picture:
        profile.picture = ""
    profile.save()
    if before["picture"] and before["picture"] != profile.picture:
        transaction.on_commit(partial(pictures.remove, before["picture"], at=portrait_of))
    if profile.guest is not None and draft.guest:
        guest = people.change_guest(guest=profile.guest, values=draft.guest, by=by, at=at)
        Speaker.objects.filter(guest=guest).update(name=guest.name)
    renew_things(profiles=[profile.pk])
    after = {name: getattr(profile, name) for name in SAID}
    if before != after:
        record("speaker.profile_changed", profile, by=by, at=at, before=before, after=after)
    return profile


def remove_stray_portraits(*, at: datetime) -> int:
    """Remove pictures that no profile has, and say how many."""
    known = set(SpeakerProfile.objects.exclude(picture="").values_list("picture", flat=True))
    return files.remove_strays(portraits(), known=known, before=at - STRAY_AFTER)
