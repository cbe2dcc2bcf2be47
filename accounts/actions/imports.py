"""People from a directory file: all of it at once, or nothing."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts import policies, queries
from accounts.actions.directory import Writer
from accounts.enums import ImportRefusal
from accounts.exceptions import ImportRefused
from accounts.models import Department, DirectoryFile, User
from accounts.planning import Plan
from accounts.sheet import Sheet, read
from audit.actions import record

KEPT_FOR = timedelta(hours=24)


@transaction.atomic
def import_people(
    *, sheet: Sheet, is_complete: bool, by: User | None, at: datetime, expected: str = "", accepts_many: bool = False
) -> Plan:
    """Do what a directory file says, all of it or nothing.

    ``expected`` is the digest of the plan that somebody has agreed to: where another one came of it since,
    nothing is done. Imports wait for one another, and whoever changes is locked before the plan is made again.
    Who signs up meanwhile can't be locked: then nothing is done either.
    """
    User.objects.lock_administrators()
    Department.objects.lock_tree()
    before = queries.plan_of(sheet, importer=by, is_complete=is_complete)
    concerned = [step.pk for step in before.people if step.pk]
    locked = set(User.objects.lock_all(concerned).values_list("pk", flat=True))
    plan = queries.plan_of(sheet, importer=by, is_complete=is_complete)
    if reason := policies.import_refusal(plan, expected=expected, accepts_many=accepts_many, locked=locked):
        raise ImportRefused(reason, plan)
    try:
        with transaction.atomic():
            Writer(plan, by=by, at=at).write()
    except IntegrityError:
        now = queries.plan_of(sheet, importer=by, is_complete=is_complete)
        if now.digest == plan.digest:
            raise  # nobody came between: the plan was wrong
        raise ImportRefused(ImportRefusal.HAS_CHANGED, now) from None
    return plan


@transaction.atomic
def keep_file(*, name: str, content: bytes, is_complete: bool, by: User, at: datetime) -> DirectoryFile:
    """Keep an uploaded file for a day, for ``by`` to look at; it takes the place of an earlier one of that name."""
    DirectoryFile.objects.filter(owner=by, name=name, applied_at=None).delete()
    return DirectoryFile.objects.create(
        owner=by, name=name, content=content, is_complete=is_complete, uploaded_at=at, expires_at=at + KEPT_FOR
    )


@transaction.atomic
def import_file(*, file: DirectoryFile, expected: str, accepts_many: bool, by: User, at: datetime) -> DirectoryFile:
    """Import a file as it was looked at; of the file itself only what it did is kept."""
    file = DirectoryFile.objects.lock(file)
    if file.applied_at:
        raise ImportRefused(ImportRefusal.IS_USED, Plan())
    sheet = read(bytes(file.content), languages=dict(settings.LANGUAGES))
    plan = import_people(
        sheet=sheet, is_complete=file.is_complete, by=by, at=at, expected=expected, accepts_many=accepts_many
    )
    file.applied_at, file.content = at, b""
    file.result = {
        **{kind.value: number for kind, number in plan.counts.items()},
        "departments": len(plan.departments),
        "locations": len(plan.locations),
        "unchanged": plan.unchanged,
    }
    file.save(update_fields=["applied_at", "content", "result"])
    record("directory.imported", file, by=by, at=at, after={"name": file.name, **file.result})
    return file


@transaction.atomic
def discard_file(*, file: DirectoryFile) -> None:
    """Forget a file that is not to be imported."""
    DirectoryFile.objects.filter(pk=file.pk, applied_at=None).delete()


def remove_expired_files(*, at: datetime) -> int:
    """Remove files that nobody has imported in time, and what is known of those that were; says how many."""
    return DirectoryFile.objects.expired(at=at).delete()[0]
