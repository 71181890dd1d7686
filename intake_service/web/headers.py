"""Headers of every dynamic answer: nothing is cached, nothing foreign is loaded, nothing is told
onwards."""

from flask import Flask, Response, g

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

FRAMES_POLICY = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
"""For a page that shows another one of ours in a frame."""
SANDBOX_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'none'; frame-ancestors 'self'; base-uri 'none'"
)
"""For a page that is only looked at: no script runs, no form is sent, no window opens. It stays of
our origin, or its style sheets would not come to it."""

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
"""What the built site says, from whichever server it comes (deploy/nginx/headers.conf)."""

ONE_YEAR = 31_536_000  # seconds


def install(app: Flask, *, https: bool) -> None:
    """Put the headers on every answer of `app`."""

    def add(response: Response) -> Response:
        response.headers.update(HEADERS)
        if policy := g.pop("content_security_policy", ""):
            response.headers["Content-Security-Policy"] = policy
        response.headers.setdefault(ROBOTS, HIDDEN)
        if https:
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        return response

    app.after_request(add)


def allow_frames() -> None:
    """Let the page that is being answered show another one of ours in a frame."""
    g.content_security_policy = FRAMES_POLICY


def sandbox() -> None:
    """Let the page that is being answered be looked at and do nothing, in a frame of ours too."""
    g.content_security_policy = SANDBOX_POLICY
