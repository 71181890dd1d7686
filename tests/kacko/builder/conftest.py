"""The site as it is published, and copies of the content to spoil: those of the site's tests."""

from tests.site.conftest import built_site, content_copy, draft

__all__ = ["built_site", "content_copy", "draft"]
