#!/bin/bash
# Prints nginx's configuration for the names and certificates of one machine:
#
#   deploy/proxy.sh --domain NAME [--certificate FOLDER] [--hsts] [--brotli] [--onion NAME]
#                   [--desk NAME [--desk-certificate FOLDER]]
#
# FOLDER holds fullchain.pem and privkey.pem. Without a certificate only the site is shown, and the
# authority finds what it asks for; forms and desk wait for TLS. --desk takes a name, or an address
# of a private network; without it the desk is at /pult/ of the public name.
set -euo pipefail

parts=/opt/kacko/current/deploy/nginx
domain='' certificate='' hsts='' brotli='' onion='' desk='' desk_certificate=''
while [ $# -gt 0 ]; do
    case $1 in
        --domain) domain=$2; shift ;;
        --certificate) certificate=$2; shift ;;
        --desk) desk=$2; shift ;;
        --desk-certificate) desk_certificate=$2; shift ;;
        --onion) onion=$2; shift ;;
        --hsts) hsts='max-age=31536000; includeSubDomains' ;;
        --brotli) brotli='brotli_static on;' ;;
        *) echo "proxy.sh: no such option: $1" >&2; exit 2 ;;
    esac
    shift
done
[ -n "$domain" ] || { echo "proxy.sh: --domain is missing" >&2; exit 2; }

# `listens PORT WORDS` for both families, as far as this machine has them.
listens() {
    echo "    listen $1${2:+ $2};"
    if [ -e /proc/net/if_inet6 ]; then echo "    listen [::]:$1${2:+ $2};"; fi
}

# `listens_at PLACE PORT WORDS`: at an address of a private network only there.
listens_at() {
    case $1 in
        *:*) echo "    listen [$1]:$2${3:+ $3};" ;;
        *[!0-9.]*) listens "$2" "${3:-}" ;;
        *) echo "    listen $1:$2${3:+ $3};" ;;
    esac
}

tls() {
    echo "    ssl_certificate     $1/fullchain.pem;"
    echo "    ssl_certificate_key $1/privkey.pem;"
    echo "    ssl_protocols TLSv1.2 TLSv1.3;"
}

# No address is written anywhere: the access log is off, the error log keeps only crises.
silent() {
    echo "    access_log off;"
    echo "    error_log /dev/null crit;"
    echo "    server_tokens off;"
}

# Port 80 of a name: leads to TLS once there is a certificate.
plain_server() {
    echo "server {"
    listens 80
    echo "    server_name $1;"
    silent
    echo "    include $parts/challenge.conf;"
    if [ -n "$2" ]; then
        echo "    location / {"
        echo "        return 301 https://\$host\$request_uri;"
        echo "    }"
    elif [ "$1" = "$domain" ]; then
        echo "    include $parts/site.conf;"
    fi
    echo "}"
}

nobodys_server() {
    echo "# Whoever asks for another name, or for none, gets nothing."
    echo "server {"
    listens 80 default_server
    if [ -n "$certificate$desk_certificate" ]; then
        listens 443 "ssl http2 default_server"
        echo "    ssl_reject_handshake on;"
        echo "    ssl_protocols TLSv1.2 TLSv1.3;   # nginx takes the protocols of a port from its default server"
    fi
    echo "    server_name _;"
    silent
    echo "    # A request that cannot be read has no name either: it is told so here."
    echo "    root /srv/kacko/site/current/public;"
    echo "    gzip_static on;"
    echo "    include $parts/errors.conf;"
    echo "    location / {"
    echo "        return 444;"
    echo "    }"
    echo "}"
}

public_server() {
    echo "server {"
    listens 443 "ssl http2"
    echo "    server_name $domain;"
    tls "$certificate"
    silent
    [ -z "$brotli" ] || echo "    $brotli"
    echo "    include $parts/site.conf;"
    echo "    include $parts/slow_clients.conf;"
    echo "    include $parts/sender.conf;"
    [ -n "$desk" ] || echo "    include $parts/desk.conf;"
    echo "}"
}

desk_server() {
    echo "server {"
    listens_at "$desk" 443 "ssl http2"
    echo "    server_name $desk;"
    tls "$desk_certificate"
    silent
    echo "    root /srv/kacko/site/current/public;"
    echo "    include $parts/types.conf;"
    echo "    gzip_static on;"
    echo "    include $parts/errors.conf;"
    echo "    include $parts/slow_clients.conf;"
    echo "    include $parts/desk_host.conf;"
    echo "    include $parts/desk.conf;"
    echo "}"
}

onion_server() {
    echo "# Tor brings its visitors here; it is TLS enough by itself."
    echo "server {"
    echo "    listen 127.0.0.1:8090;"
    echo "    server_name $onion;"
    silent
    [ -z "$brotli" ] || echo "    $brotli"
    echo "    include $parts/site.conf;"
    echo "    include $parts/slow_clients.conf;"
    echo "    include $parts/sender.conf;"
    echo "}"
}

echo "# Made by deploy/proxy.sh; deploy/install.sh writes it anew."
echo "# A browser that was told so refuses the site for a year without a certificate: empty until it renews itself."
echo "map \$host \$kacko_hsts { default \"$hsts\"; }"
echo "include $parts/http.conf;"
nobodys_server
plain_server "$domain" "$certificate"
[ -z "$certificate" ] || public_server
if [ -n "$desk" ]; then
    case $desk in
        *:*) ;;
        *[!0-9.]*) plain_server "$desk" "$desk_certificate" ;;
    esac
    [ -z "$desk_certificate" ] || desk_server
fi
[ -z "$onion" ] || onion_server
