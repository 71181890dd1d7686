"""What holds for all tests: a slow machine is no fault of the product."""

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
