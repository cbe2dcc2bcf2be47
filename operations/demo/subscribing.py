"""Calendar addresses: read by a program or not yet, with an alarm, of a department, a topic, somebody who teaches."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import Department, User
from calendars import actions
from calendars.enums import Purpose
from events.models import SpeakerProfile, Topic

UNREAD = "0" * 64  # of a program that read it before there was anything: the next reading sets it right


def subscribe(users: Mapping[str, User], *, at: datetime) -> None:
    """Mara's program reads three of her addresses; in German there is one that nobody has read yet."""
    mara, yesterday = users["Mara Lindqvist"], at - timedelta(days=1)
    own = actions.make_feed(user=mara, at=yesterday)
    actions.set_alarm(feed=own, minutes=60)
    department, topic = Department.objects.get(key="finance"), Topic.objects.order_by("pk")[0]
    speaker = SpeakerProfile.objects.get(user=users["Henrik Aalto"])
    subjects = {Purpose.DEPARTMENT: department.pk, Purpose.TOPIC: topic.pk, Purpose.SPEAKER: speaker.pk}
    about = [
        actions.make_feed(user=mara, purpose=purpose, subject=str(pk), at=yesterday) for purpose, pk in subjects.items()
    ]
    for feed in (own, *about[:2]):
        actions.note_read(feed=feed, fingerprint=UNREAD, at=yesterday)
    actions.make_feed(user=users["Lena Vogt"], at=at)
