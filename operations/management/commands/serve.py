"""``manage.py serve``: the whole product under one supervisor. HOST and PORT say where."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from accounts.models import User
from common.queue import Cluster
from operations.preparation import NotReady, prepare
from operations.supervisor import Supervisor, mail_door, web_server, worker


class Command(BaseCommand):
    """Runs the web server and the workers until it is told to stop."""

    help = "Run the web server and the workers; HOST and PORT are read from the environment."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Prepare, start, and stay."""
        try:
            prepare(at=timezone.now())
        except NotReady as reason:
            raise CommandError(str(reason)) from reason
        web = web_server(host=settings.HOST, port=settings.PORT)
        self.stdout.write(
            f"{settings.SITE_NAME} is at {settings.BASE_URL} (listening on {settings.HOST}:{settings.PORT})"
        )
        if not User.objects.administrators().exists():
            command = '.venv/bin/python manage.py make_administrator ADDRESS --name "NAME"'
            self.stdout.write(f"Nobody administers it yet: {command}")
        self.stdout.flush()  # a log or a pipe shows it now, not at the end
        connections.close_all()
        doors = [mail_door()] if settings.INBOUND_LISTEN else []
        code = Supervisor(web, {cluster: worker(cluster) for cluster in Cluster}, *doors).run()
        if code:
            raise CommandError("A part could not be kept running; see above.", returncode=code)
