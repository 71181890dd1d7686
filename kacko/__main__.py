"""``python -m kacko``: the same as ``kacko``."""

from kacko.main import main

main()
