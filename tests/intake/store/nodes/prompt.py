"""Parts of the service whose letters wait for nobody: seconds where people have minutes.

`desk()` is the desk; run as a module it is `kacko`.
"""

from flask import Flask

from intake_service import create_desk_app
from intake_service.cli import main
from intake_service.work.post import letters

letters.HINT_DELAY = (1, 2)
letters.RETRIES = (2,) * len(letters.RETRIES)


def desk() -> Flask:
    """The counsellors' face."""
    return create_desk_app()


if __name__ == "__main__":
    main()
