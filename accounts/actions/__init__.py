"""Every change of people, guests and the organisation they belong to."""

from accounts.actions.guests import change_guest, welcome_guest
from accounts.actions.imports import discard_file, import_file, import_people, keep_file, remove_expired_files
from accounts.actions.naming import name_organisation, version_of_organisation
from accounts.actions.organisation import (
    add_department,
    add_location,
    appoint,
    change_department,
    change_location,
    dismiss,
    remove_department,
    remove_location,
    version_of,
)
from accounts.actions.people import (
    ADMINISTERED,
    PERSONAL,
    administer,
    change_settings,
    close,
    confirm_address,
    deactivate,
    enrol,
    forget_password,
    make_administrator,
    reactivate,
    version_of_person,
)
from accounts.actions.preferences import set_invitations, set_reminders_of, want

__all__ = [
    "ADMINISTERED",
    "PERSONAL",
    "add_department",
    "add_location",
    "administer",
    "appoint",
    "change_department",
    "change_guest",
    "change_location",
    "change_settings",
    "close",
    "confirm_address",
    "deactivate",
    "discard_file",
    "dismiss",
    "enrol",
    "forget_password",
    "import_file",
    "import_people",
    "keep_file",
    "make_administrator",
    "name_organisation",
    "reactivate",
    "remove_department",
    "remove_expired_files",
    "remove_location",
    "set_invitations",
    "set_reminders_of",
    "version_of",
    "version_of_organisation",
    "version_of_person",
    "want",
    "welcome_guest",
]
