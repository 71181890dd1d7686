"""Commands of the service: setting up, running and looking after the service from a terminal."""

import click

from intake_service.cli import (
    audit,
    backups,
    failures,
    health,
    mail_test,
    moving,
    people,
    recovery,
    running,
    setting_up,
    website,
)


@click.group()
def main() -> None:
    """The anonymous intake service of a contact centre."""


for command in (
    running.list_settings,
    setting_up.setup,
    setting_up.split_secret,
    people.list_people,
    people.invite,
    people.admit,
    people.set_duties,
    people.let_go,
    recovery.try_recovery_key,
    recovery.make_recovery_key,
    recovery.accept_restored_roster,
    recovery.confirm_restore,
    backups.make_backup,
    backups.verify_backup,
    backups.restore_backup,
    backups.migrate_database,
    moving.move_database,
    audit.audit,
    health.doctor,
    health.note_drill,
    failures.tell_failure,
    mail_test.try_mail,
    website.show_state,
    website.commit,
    running.tick,
    running.confirm_date,
    running.serve,
):
    main.add_command(command)
