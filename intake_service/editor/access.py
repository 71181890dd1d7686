"""Hands whoever edits to a view."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask, current_app
from flask.typing import ResponseReturnValue

from intake_service.editor.identity import EditorIdentity, Identify

_NAME = "editor"

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def install(app: Flask, identify: Identify) -> None:
    """Say how ``app`` knows who edits."""
    app.extensions[_NAME] = identify


def with_editor(view: View) -> View:
    """Give the view whoever edits as its first argument; an expired session leads to the login, as
    the app says."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        identify = cast(Identify, current_app.extensions[_NAME])
        editor: EditorIdentity = identify()
        return view(editor, *args, **kwargs)

    return cast(View, guarded)
