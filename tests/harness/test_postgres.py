"""The temporary cluster: it answers, and nothing of it is left."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

import postgres


@pytest.mark.postgres
def test_a_temporary_cluster_answers_and_is_gone_afterwards(monkeypatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)

    with postgres.server() as url:
        home = Path(unquote(urlsplit(url).hostname or ""))
        with psycopg.connect(url) as connection:
            answer = connection.execute("select 1").fetchone()
        pid = int((home / "data" / "postmaster.pid").read_text().split()[0])

    assert (answer, home.exists(), Path(f"/proc/{pid}").exists()) == ((1,), False, False)


def test_a_server_that_is_named_is_taken(monkeypatch):
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://somewhere/else")

    with postgres.server() as url:
        assert url == "postgres://somewhere/else"


def test_what_is_missing_is_said(monkeypatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(postgres, "_system_programs", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with pytest.raises(postgres.Unavailable, match="root can't run the embedded ones"), postgres.server():
        pass
