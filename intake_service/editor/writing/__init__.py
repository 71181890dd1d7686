"""Pages of the site written from the desk: found, written, seen as they will be, published."""

from flask import Flask

from intake_service.editor.writing import (
    asking,
    documents,
    drafts,
    outside_reading,
    pages,
    pictures,
    previews,
    publishing,
    translating,
)


def install(app: Flask, prefix: str) -> None:
    """Give ``app`` these pages under ``prefix``, and beside it the one for whoever reads outside
    without a login."""
    for blueprint in (
        pages.bp,
        drafts.bp,
        previews.bp,
        publishing.bp,
        translating.bp,
        asking.bp,
        pictures.bp,
        documents.bp,
    ):
        app.register_blueprint(blueprint, url_prefix=f"{prefix}{blueprint.url_prefix}")
    app.register_blueprint(outside_reading.bp)
