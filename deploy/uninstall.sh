#!/bin/bash
# Takes code, units and the web server's configuration away. Data, content, settings, backups and
# certificates stay: deploy/install.sh finds them again.
set -euo pipefail

[ "$(id -u)" = 0 ] || { echo "uninstall.sh: run it as root" >&2; exit 1; }
cd /
systemctl disable --quiet --now kacko.target 2>/dev/null || true
systemctl stop 'kacko*' 2>/dev/null || true
for unit in /etc/systemd/system/kacko*; do
    [ ! -f "$unit" ] || systemctl disable --quiet "${unit##*/}" 2>/dev/null || true
done
rm -f /etc/systemd/system/kacko*.service /etc/systemd/system/kacko*.socket /etc/systemd/system/kacko*.timer \
    /etc/systemd/system/kacko*.path /etc/systemd/system/kacko*.target
systemctl daemon-reload
systemctl reset-failed 'kacko*' 2>/dev/null || true   # chores that were stopped in the middle
rm -f /etc/nginx/conf.d/kacko.conf /etc/letsencrypt/renewal-hooks/deploy/kacko /usr/local/bin/kacko \
    /etc/sysctl.d/kacko.conf
systemctl try-reload-or-restart nginx || true
rm -rf /opt/kacko
# The users stay, because what stays is theirs; so does the memory of which folders are whose.
echo "Káčko is gone from this machine. What stays, until you delete it:"
for folder in /etc/kacko /srv/kacko /var/lib/kacko /var/lib/kacko-* /var/cache/kacko-builder; do
    [ ! -e "$folder" ] || echo "  $folder"
done
