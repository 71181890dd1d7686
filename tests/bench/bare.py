"""What the service is measured against: one insert, as durable, without and with Argon2id.

Into SQLite, or into PostgreSQL where BARE_DATABASE is the address of a server's database.
"""

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable

import psycopg
from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from nacl.pwhash import argon2id

from intake_service.settings import Settings
from intake_service.store.vault.derived_keys import RECEIPT_MEMORY, RECEIPT_PASSES

PAGE = "<!DOCTYPE html><title>Page</title>" + "<p>Text.</p>" * 900  # as long as the form
SALT = bytes(argon2id.SALTBYTES)


def create_bare_app() -> Flask:
    """Keeps a text, readable."""
    return _app(stretch=False)


def create_stretched_app() -> Flask:
    """The app, but each send costs one Argon2id and passes a gate, as in the service."""
    return _app(stretch=True)


def _app(*, stretch: bool) -> Flask:
    app = Flask("bare")
    keep = _kept_in(os.environ["BARE_DATABASE"])
    writing = threading.Lock()
    permits = threading.Semaphore(Settings().send_permits)

    @app.get("/dotaz/o-sobe")
    def page() -> ResponseReturnValue:
        return PAGE

    @app.post("/dotaz/o-sobe")
    def send() -> ResponseReturnValue:
        if stretch:
            with permits:
                argon2id.kdf(32, secrets.token_bytes(16), SALT, RECEIPT_PASSES, RECEIPT_MEMORY)
        with writing:
            keep(request.form["text"])
        return redirect("/odeslano", 303)

    return app


def _kept_in(place: str) -> Callable[[str], object]:
    """Keeps a text in the database at a place, and returns when it is durable."""
    if place.startswith("postgresql"):
        server = psycopg.connect(place.replace("+psycopg", ""), autocommit=True)
        server.execute(
            "CREATE TABLE IF NOT EXISTS enquiry (number serial PRIMARY KEY, text text NOT NULL)"
        )
        return lambda text: server.execute("INSERT INTO enquiry (text) VALUES (%s)", (text,))
    file = sqlite3.connect(place, isolation_level=None, check_same_thread=False)
    file.execute("PRAGMA journal_mode=WAL")
    file.execute("PRAGMA synchronous=FULL")
    file.execute(
        "CREATE TABLE IF NOT EXISTS enquiry (number INTEGER PRIMARY KEY, text TEXT NOT NULL)"
    )
    return lambda text: file.execute("INSERT INTO enquiry (text) VALUES (?)", (text,))
