#!/bin/bash
# Puts users, folders and units of this release into place. It starts nothing and stops nothing.
#
#   deploy/place-units.sh
set -euo pipefail
umask 022

here=$(dirname "$(realpath "$0")")
install -D -m 0644 "$here/kacko.sysusers.conf" /etc/sysusers.d/kacko.conf
install -D -m 0644 "$here/kacko.tmpfiles.conf" /etc/tmpfiles.d/kacko.conf
systemd-sysusers /etc/sysusers.d/kacko.conf
systemd-tmpfiles --create /etc/tmpfiles.d/kacko.conf
install -d -m 0755 /etc/systemd/system
for unit in /etc/systemd/system/kacko*; do
    # What this release no longer has; drop-ins of the operator's are folders and stay.
    if [ -f "$unit" ] && [ ! -e "$here/systemd/${unit##*/}" ]; then
        systemctl disable --quiet "${unit##*/}" || true
        rm -f "$unit"
    fi
done
install -m 0644 "$here"/systemd/kacko* /etc/systemd/system/
systemctl daemon-reload
# Together they begin with kacko.target, which `kacko setup` and `kacko restore` start.
systemctl enable --quiet kacko-sender.socket kacko-sender.service kacko-desk.socket kacko-desk.service \
    kacko-builder.socket kacko-builder.service kacko-tick.timer kacko-rebuild.timer kacko-backup.timer kacko-changed.path \
    kacko-commit.timer kacko-mirror.timer
