#!/bin/bash
# Installs Káčko on an empty Debian 12 or 13, or brings an installation into order again.
#
#   deploy/install.sh DOMAIN [DESK] [options]
#
# DOMAIN is the public name of the site. DESK is another name for the desk, or an address of a
# private network (10.0.0.5) on which alone it listens; without it the desk is at DOMAIN/pult/.
#
#   --mail ADDRESS        whom the authority for certificates writes to
#   --onion               also an onion service
#   --acme URL            another authority than Let's Encrypt
#   --certificate FOLDER  a certificate of your own for DOMAIN: fullchain.pem, privkey.pem
#   --signers FILE        whose signatures `kacko upgrade` trusts (allowed signers of ssh-keygen)
#
# It may be run again at any time: what it was told is kept in /etc/kacko/install.conf, and neither
# settings nor data nor content are ever written over.
set -euo pipefail
umask 022

step() { printf '\n== %s\n' "$*"; }
say() { printf '   %s\n' "$*"; }
stop() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }
later=()
is_new=''   # once another release has come into use than the one that runs

read_options() {
    DOMAIN='' DESK='' MAIL='' ONION='' ACME='' CERTIFICATE=''
    signers=''
    # shellcheck source=/dev/null
    [ ! -e /etc/kacko/install.conf ] || . /etc/kacko/install.conf
    local names=()
    while [ $# -gt 0 ]; do
        case $1 in
            --mail) MAIL=$2; shift ;;
            --onion) ONION=yes ;;
            --acme) ACME=$2; shift ;;
            --certificate) CERTIFICATE=$(realpath "$2"); shift ;;
            --signers) signers=$(realpath "$2"); shift ;;
            -h | --help) sed -n '2,/^set /s/^# \{0,1\}//p' "$0"; exit 0 ;;
            -*) stop "no such option: $1" ;;
            *) names+=("$1") ;;
        esac
        shift
    done
    if [ ${#names[@]} -gt 0 ]; then
        DOMAIN=${names[0]}
        DESK=${names[1]:-}
    fi
    [ -n "$DOMAIN" ] || stop "which name has the site? deploy/install.sh DOMAIN [DESK]"
    local name
    for name in "$DOMAIN" $DESK; do
        [[ $name =~ ^[A-Za-z0-9.:-]+$ ]] || stop "$name is no name of a host"
    done
}

check_machine() {
    [ "$(id -u)" = 0 ] || stop "run it as root"
    [ -d /run/systemd/system ] || stop "systemd does not run here"
    # shellcheck source=/dev/null
    . /etc/os-release
    case ${ID:-}${VERSION_ID:-} in
        debian12 | debian13) ;;
        *) say "this is not Debian 12 or 13 but ${PRETTY_NAME:-something else}: it may work" ;;
    esac
}

install_packages() {
    step "Packages"
    export DEBIAN_FRONTEND=noninteractive
    local wanted=(ca-certificates certbot curl git nginx openssh-client openssl python3 python3-venv
        rsync unattended-upgrades)
    [ -z "$ONION" ] || wanted+=(tor)
    apt-get -qq update
    apt-get -qq install --yes --no-install-recommends "${wanted[@]}" >/dev/null
    apt-get -qq install --yes --no-install-recommends libnginx-mod-http-brotli-static >/dev/null 2>&1 ||
        say "without brotli: pages weigh a seventh more"
    say "${wanted[*]}"
}

write_answers() {
    install -d -m 0755 /etc/kacko
    {
        echo "# What deploy/install.sh was told last."
        for name in DOMAIN DESK MAIL ONION ACME CERTIFICATE; do
            printf '%s=%q\n' "$name" "${!name}"
        done
    } >/etc/kacko/install.conf
}

# The code that this script lies in, as a release of its own under /opt/kacko.
install_code() {
    step "Code"
    source_of_code=$(dirname "$(dirname "$(realpath "$0")")")
    if [ "$(realpath -m /opt/kacko/current)" = "$source_of_code" ]; then
        say "$(basename "$source_of_code") is in use; \`kacko upgrade\` brings a newer one"
        return
    fi
    ours() { git -c safe.directory="$source_of_code" -C "$source_of_code" "$@"; }
    ours rev-parse --quiet --verify HEAD >/dev/null || stop "$source_of_code is no clone of the repository"
    [ -z "$(ours status --porcelain --untracked-files=no)" ] ||
        say "what is changed in $source_of_code and not committed is left out"
    local name repository=/opt/kacko/repository.git
    name=$(ours describe --tags --always --match 'v[0-9]*')
    git init --quiet --bare "$repository"
    git -C "$repository" config receive.shallowUpdate true
    ours push --quiet --force "$repository" HEAD:refs/heads/installed 'refs/tags/*:refs/tags/*'
    local origin
    if origin=$(ours remote get-url origin 2>/dev/null); then
        git -C "$repository" remote add origin "$origin" 2>/dev/null ||
            git -C "$repository" remote set-url origin "$origin"
    fi
    local in_use
    if in_use=$(cat /opt/kacko/current/.commit 2>/dev/null) &&
        git -C "$repository" merge-base --is-ancestor installed "$in_use"; then
        say "what is in use is not older than this clone; \`kacko upgrade\` brings a newer one"
        return
    fi
    local release=/opt/kacko/releases/$name
    if [ ! -e "$release/.built" ]; then
        rm -rf "$release"
        install -d -m 0755 "$release"
        git -C "$repository" archive installed | tar --extract --no-same-owner --directory "$release"
        say "what $name stands on, by hash (some minutes) ..."
        "$release/deploy/build-release.sh" "$release"
        git -C "$repository" rev-parse installed >"$release/.commit"
        touch "$release/.built"
    fi
    ln -sfn "releases/$name" /opt/kacko/current.new
    mv -T /opt/kacko/current.new /opt/kacko/current
    is_new=yes
    touch "$release/.in-use"
    ln -sfn /opt/kacko/current/.venv/bin/kacko /usr/local/bin/kacko
    say "$name in $release"
}

install_settings() {
    step "Settings, users, folders, units"
    local code=/opt/kacko/current/deploy
    if [ -e /etc/kacko/kacko.env ]; then
        say "/etc/kacko/kacko.env stays as it is"
        compare_origins
    else
        install -m 0644 "$code/kacko.env" /etc/kacko/kacko.env
        name_origins
        say "/etc/kacko/kacko.env is new: mail, backups and the rest are set there"
    fi
    if [ -n "$signers" ]; then
        install -m 0644 "$signers" /etc/kacko/signers
    fi
    if [ ! -e /etc/kacko/server-secret ] && [ ! -e /var/lib/kacko/intake.sqlite3 ]; then
        (umask 077 && head --bytes=32 /dev/urandom >/etc/kacko/server-secret)
    fi
    "$code/place-units.sh"
    install -d -m 0755 /var/lib/kacko-acme
}

# Where security keys answer: a key knows names, and no bare address of a private network. The onion
# has no desk.
name_origins() {
    local host=${DESK:-$DOMAIN}
    is_private "$host" || echo "INTAKE_DESK_ORIGINS=https://$host" >>/etc/kacko/kacko.env
}

# A desk that has moved: keys answer at its new name only once that is named, and each is added anew.
compare_origins() {
    local host=${DESK:-$DOMAIN}
    is_private "$host" || grep -Eq "^INTAKE_DESK_ORIGINS=(.*[ ,\"])?https://$host([ ,\"]|\$)" /etc/kacko/kacko.env ||
        later+=("security keys do not work at https://$host: name it in INTAKE_DESK_ORIGINS in /etc/kacko/kacko.env")
}

# `certificate_of NAME`: the folder of its certificate, if there is one.
certificate_of() {
    if [ "$1" = "$DOMAIN" ] && [ -n "$CERTIFICATE" ]; then
        echo "$CERTIFICATE"
    elif is_private "$1"; then
        [ ! -e /etc/kacko/desk-certificate/fullchain.pem ] || echo /etc/kacko/desk-certificate
    elif [ -e "/etc/letsencrypt/live/$1/fullchain.pem" ]; then
        echo "/etc/letsencrypt/live/$1"
    fi
}

is_private() { [[ $1 == *:* || $1 =~ ^[0-9.]+$ ]]; }

renews_itself() {
    [ -z "$CERTIFICATE" ] && [ -e /etc/kacko/certificate-renews ]
}

write_proxy() {
    local words=(--domain "$DOMAIN") found
    found=$(certificate_of "$DOMAIN")
    [ -z "$found" ] || words+=(--certificate "$found")
    if [ -n "$DESK" ]; then
        words+=(--desk "$DESK")
        found=$(certificate_of "$DESK")
        [ -z "$found" ] || words+=(--desk-certificate "$found")
    fi
    if renews_itself; then words+=(--hsts); fi
    if compgen -G '/etc/nginx/modules-enabled/*brotli-static*' >/dev/null; then words+=(--brotli); fi
    if [ -n "$ONION" ] && [ -e /var/lib/tor/kacko/hostname ]; then
        words+=(--onion "$(cat /var/lib/tor/kacko/hostname)")
    fi
    local file=/etc/nginx/conf.d/kacko.conf
    /opt/kacko/current/deploy/proxy.sh "${words[@]}" >"$file.new"
    [ ! -e "$file" ] || cp "$file" "$file.before"
    mv "$file.new" "$file"
    if ! nginx -t -q; then
        mv "$file" "$file.refused"
        [ ! -e "$file.before" ] || mv "$file.before" "$file"
        stop "nginx refuses $file.refused, see above; what it served is still served"
    fi
    rm -f "$file.before"
    # A certificate is no secret, and its folder is root's alone: `kacko doctor` reads a copy.
    found=$(certificate_of "$DOMAIN")
    [ -z "$found" ] || install -m 0644 "$found/fullchain.pem" /etc/kacko/certificate.pem
    systemctl enable --quiet nginx
    systemctl reload-or-restart nginx
}

# Where the private network of the desk comes up after nginx, or not at all, nginx would not start,
# and with the desk the public site would be gone: it may listen at an address that is not there yet.
bind_ahead() {
    local file=/etc/sysctl.d/kacko.conf
    if is_private "$DESK"; then
        printf -- '-net.%s.ip_nonlocal_bind = 1\n' ipv4 ipv6 >"$file"
        systemctl restart systemd-sysctl || say "$file counts from the next start of the machine"
    else
        rm -f "$file"
    fi
}

install_proxy() {
    step "Web server"
    if [ -L /etc/nginx/sites-enabled/default ]; then
        rm /etc/nginx/sites-enabled/default
        say "Debian's own page is out of the way"
    fi
    bind_ahead
    write_proxy
    say "nginx serves $DOMAIN"
}

ask_for_certificate() {
    local words=(certonly --quiet --webroot --webroot-path /var/lib/kacko-acme --cert-name "$1" -d "$1"
        --non-interactive --agree-tos --keep-until-expiring)
    if [ -n "$MAIL" ]; then words+=(--email "$MAIL"); else words+=(--register-unsafely-without-email); fi
    [ -z "$ACME" ] || words+=(--server "$ACME")
    certbot "${words[@]}"
}

install_certificates() {
    step "Certificates"
    local hook=/etc/letsencrypt/renewal-hooks/deploy/kacko name
    install -d -m 0755 "$(dirname "$hook")"
    cat >"$hook" <<HOOK
#!/bin/sh
install -m 0644 /etc/letsencrypt/live/$DOMAIN/fullchain.pem /etc/kacko/certificate.pem
exec systemctl reload nginx
HOOK
    chmod 0755 "$hook"
    for name in "$DOMAIN" $DESK; do
        if [ -n "$(certificate_of "$name")" ]; then
            say "$name has one"
        elif is_private "$name"; then
            make_own_certificate "$name"
        elif ask_for_certificate "$name"; then
            say "$name: new"
        else
            later+=("$name has no certificate: let its DNS lead to this machine, open port 80, run this again")
        fi
    done
    write_proxy
    if [ -n "$CERTIFICATE" ]; then
        say "your own does not renew itself here, so browsers are not told to insist on TLS (no HSTS)"
    elif [ -n "$(certificate_of "$DOMAIN")" ] && ! renews_itself; then
        systemctl enable --quiet --now certbot.timer
        # A trial goes to the authority's own place for trials, unless it is another authority.
        if certbot renew --quiet --dry-run --no-random-sleep-on-renew ${ACME:+--server "$ACME"}; then
            touch /etc/kacko/certificate-renews
            write_proxy
            say "it renews itself; from now on browsers insist on TLS (HSTS)"
        else
            later+=("the certificate does not renew itself yet (certbot renew --dry-run), so there is no HSTS")
        fi
    fi
}

# For an address that no authority signs: browsers ask once whether it is the right one.
make_own_certificate() {
    local folder=/etc/kacko/desk-certificate
    install -d -m 0700 "$folder"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
        -subj "/CN=$1" -addext "subjectAltName=IP:$1" \
        -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
    say "$1: signed by itself; compare its print when a browser asks:"
    say "$(openssl x509 -in "$folder/fullchain.pem" -noout -fingerprint -sha256)"
}

install_onion() {
    [ -n "$ONION" ] || return 0
    step "Onion service"
    if ! grep -q '^HiddenServiceDir /var/lib/tor/kacko/' /etc/tor/torrc; then
        printf '\nHiddenServiceDir /var/lib/tor/kacko/\nHiddenServicePort 80 127.0.0.1:8090\n' >>/etc/tor/torrc
    fi
    systemctl enable --quiet tor
    systemctl restart tor
    for _ in $(seq 30); do
        [ ! -e /var/lib/tor/kacko/hostname ] || break
        sleep 1
    done
    [ -e /var/lib/tor/kacko/hostname ] || stop "tor has made no address within 30 seconds: journalctl -u tor@default"
    write_proxy
    say "http://$(cat /var/lib/tor/kacko/hostname)"
    say "it has the site and the forms; the desk is not there"
}

start_or_tell() {
    step "Now"
    if [ -e /var/lib/kacko/intake.sqlite3 ]; then
        kacko migrate || stop "the database is not migrated, see above; what ran before runs on"
        systemctl enable --quiet --now kacko.target
        [ -z "$is_new" ] || systemctl restart kacko-secret kacko-sender kacko-desk kacko-builder
        say "forms, desk and chores are running"
    elif [ -n "$(ls -A /srv/kacko/content)" ]; then
        say "kacko check, kacko publish, kacko setup; or kacko restore FILE"
    else
        say "kacko new /srv/kacko/content   (or put the centre's folder there)"
        say "kacko check                    until nothing is left to say"
        say "kacko publish                  the site before the public"
        say "kacko setup                    the first coordinator; then forms and desk open"
        say "or, from a backup:             kacko restore FILE --identity KEY --content /srv/kacko/content"
    fi
    [ -e /etc/kacko/signers ] || later+=("kacko upgrade waits for --signers FILE: whose signatures it may trust")
    [ ${#later[@]} -eq 0 ] || printf '   not yet: %s\n' "${later[@]}"
}

read_options "$@"
check_machine
install_packages
write_answers
install_code
install_settings
install_proxy
install_certificates
install_onion
start_or_tell
