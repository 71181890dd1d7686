"""Headers of every dynamic answer: nothing is cached, nothing foreign is loaded, nothing is told
onwards."""

from flask import Flask, Response

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"
    ),
}

ROBOTS = "X-Robots-Tag"
HIDDEN = "noindex, nofollow"
FINDABLE = "all"
"""What search engines may show: nothing, but for pages that say otherwise
(https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag)."""

_ALSO_OF_THE_SITE = (
    "Referrer-Policy",
    "X-Content-Type-Options",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
)

SITE_HEADERS = {name: HEADERS[name] for name in _ALSO_OF_THE_SITE} | {
    # Browsers may keep pages of the site for moments offline; those of the service never.
    "Content-Security-Policy": f"{CONTENT_SECURITY_POLICY}; worker-src 'self'; manifest-src 'self'"
}
"""What the built site says, from whichever server it comes (deploy/headers.conf)."""

ONE_YEAR = 31_536_000  # seconds


def install(app: Flask, *, https: bool) -> None:
    """Put the headers on every answer of `app`."""

    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        response.headers.setdefault(ROBOTS, HIDDEN)
        if https:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        return response

    app.after_request(add)
