"""Everything that runs by the clock. ``manage.py serve`` makes the queue's schedule equal to this table."""

from datetime import time

from django.utils.translation import gettext_noop as _

from accounts import clock as accounts
from common.queue import Clock
from events import clock as events
from exports import clock as exports
from feedback import clock as feedback
from inbox import clock as inbox
from inbox import policies as mailbox
from jobs import clock as jobs
from operations import clock as operations
from outbox import clock as outbox
from polls import clock as polls
from registrations import clock as registrations
from reports import clock as reports

CLOCK = (
    Clock(_("send what is due"), outbox.send_what_is_due, minutes=1),
    Clock(_("collect mail"), inbox.collect_mail, minutes=1, is_set_up=mailbox.is_read),
    Clock(_("do the jobs that wait"), jobs.do_what_waits, minutes=1),
    Clock(_("publish what is due"), events.publish_due, minutes=1),
    Clock(_("let offers and held seats lapse"), registrations.let_lapse, minutes=1),
    Clock(_("decide what takes place"), registrations.decide_due, minutes=1),
    Clock(_("remind of held seats"), registrations.remind_of_holds, minutes=60),
    Clock(_("remind of sessions"), registrations.remind, minutes=1),
    Clock(_("brief those who teach"), registrations.brief_speakers, minutes=10),
    Clock(_("ask for feedback"), feedback.open_due, minutes=5),
    Clock(_("ask what came of events"), feedback.follow_up_due, minutes=60),
    Clock(_("remind of feedback"), feedback.remind_due, minutes=60),
    Clock(_("close feedback"), feedback.close_due, minutes=5),
    Clock(_("close polls left open"), polls.close_left_open, minutes=10),
    Clock(_("make regular tables"), exports.make_due, minutes=1),
    Clock(_("send weekly digests"), events.send_digests, minutes=15),
    Clock(_("count seats again"), registrations.count_again, daily_at=time(2, 40)),
    Clock(_("forget attendance reports"), registrations.forget_reports, minutes=60),
    Clock(_("forget access needs"), registrations.forget_answers, daily_at=time(2, 50)),
    Clock(_("forget files with people"), accounts.remove_expired_files, minutes=60),
    Clock(_("look after the search"), events.renew_search, daily_at=time(2, 55)),
    Clock(_("forget files with events"), events.remove_expired_event_files, minutes=60),
    Clock(_("remove stray pictures"), events.remove_stray_covers, daily_at=time(3, 0)),
    Clock(_("draw up figures"), reports.draw_up_figures, daily_at=time(3, 5)),
    Clock(_("remove expired files"), jobs.remove_expired_files, daily_at=time(3, 10)),
    Clock(_("forget who has voted"), polls.forget_devices, daily_at=time(3, 12)),
    Clock(_("forget received mail"), inbox.forget_mail, daily_at=time(3, 15)),
    Clock(_("forget what is over"), operations.forget_what_is_over, daily_at=time(3, 20)),
)
