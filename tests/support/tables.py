"""Tables that a page shows, and whether they can be taken along."""

import re
from typing import Any

from common import exports
from tests.support.routes import Route

# Pages with tables that are no lists of what is kept: there is nothing to take along.
NO_LISTS = {
    "administration": "how the installation is doing now",
    "event-import-file": "a preview of what is in a file that one has",
    "attendance-report": "the same of who was at a meeting",
    "workspace-answers": "each is a column in the file of the people",
    "workspace-interest": "a chart",
    "workspace-zones": "the times of one event on other clocks",
    "people-import": "a sample of a file",
    "people-import-file": "the same of people",
    "styleguide": "a gallery",
}
WITH_TABLE = re.compile(r'<table class="table|class="stack-2 stack table-tools"')


def may_show(route: Route) -> bool:
    """Whether a table on that page needs no file: the emergency desk and signed links aside, few are so."""
    is_ours = "<str:signed>" not in route.pattern and not route.name.startswith("admin:")
    return not is_ours or route.name in NO_LISTS or exports.is_offered(route.view)


def left_there(route: Route, page: Any) -> list[str]:
    """The tables that ``page`` shows although nobody can take them along."""
    if may_show(route) or page.streaming:
        return []
    return WITH_TABLE.findall(page.content.decode(errors="replace"))
