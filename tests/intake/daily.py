"""Chores on a machine that was never off: its clock has not jumped, however far a test travels."""

from intake_service import clock
from intake_service.work import chores, heartbeat
from intake_service.work.service import Service


def tick(service: Service) -> chores.Done:
    """One run of the chores, as if there had been one every day."""
    heartbeat.confirm_date(service, clock.today())
    return chores.tick(service)
