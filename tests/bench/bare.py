"""What the service is measured against: one insert into SQLite, as durable, without and with
Argon2id."""

import os
import secrets
import sqlite3
import threading

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
    database = sqlite3.connect(
        os.environ["BARE_DATABASE"], isolation_level=None, check_same_thread=False
    )
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute(
        "CREATE TABLE IF NOT EXISTS enquiry (number INTEGER PRIMARY KEY, text TEXT NOT NULL)"
    )
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
            database.execute("INSERT INTO enquiry (text) VALUES (?)", (request.form["text"],))
        return redirect("/odeslano", 303)

    return app
