# Shared by bin/demo and bin/test: what must be installed, the environment, and a stopwatch. POSIX sh.
# shellcheck shell=sh

ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$ROOT" || exit 1
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUTF8=1

say() { printf '%s\n' "$*"; }

fail() {
    printf 'Lỗi: %s\n' "$*" >&2
    exit 1
}

# --- The stopwatch ---------------------------------------------------------------------------------------------------

# Nanoseconds outside downloads, and bytes; carried over when the command goes on as another user.
SPENT_NS=${CHUNGTAY_SPENT_NS:-0}
DOWNLOADED_BYTES=${CHUNGTAY_DOWNLOADED_BYTES:-0}
STEP_LOG=$(mktemp) # what the step under way prints
trap 'rm -f "$STEP_LOG"' EXIT

nanoseconds() { date +%s%N; }

# 1234 (tenths) → 123,4
tenths() { printf '%d,%d' "$(($1 / 10))" "$(($1 % 10))"; }

# line NANOSECONDS MEGABYTES LABEL: one row of the table. Figures first, for printf counts bytes and not letters.
line() { printf '%9s giây %12s  %s\n' "$(tenths $(($1 / 100000000)))" "$2" "$3"; }

# run_quietly LABEL COMMAND…: when it fails, print the end of what it said and give up.
run_quietly() {
    under_way=$1
    shift
    "$@" >"$STEP_LOG" 2>&1 || {
        tail -n 40 "$STEP_LOG" >&2
        fail "không xong bước: $under_way"
    }
}

# step LABEL COMMAND…: run it and print its seconds.
step() {
    begun=$(nanoseconds)
    run_quietly "$@"
    count_step "$1" "$begun"
}

# count_step LABEL BEGUN: print and add up what has just been done since then.
count_step() {
    took=$(($(nanoseconds) - $2))
    SPENT_NS=$((SPENT_NS + took))
    line "$took" "" "$1"
}

# fetch LABEL BYTES_COMMAND COMMAND…: the same for a download; BYTES_COMMAND then prints how many bytes came.
fetch() {
    label=$1 count=$2
    shift 2
    begun=$(nanoseconds)
    run_quietly "tải $label" "$@"
    bytes=$("$count")
    DOWNLOADED_BYTES=$((DOWNLOADED_BYTES + bytes))
    line $(($(nanoseconds) - begun)) "$(tenths $((bytes / 100000))) MB" "tải $label"
}

# The promise is about a machine with a line of 50 Mbit/s, whatever line this one has.
print_total() {
    transfer=$((DOWNLOADED_BYTES * 8 / 5000000)) # tenths of a second
    spent=$((SPENT_NS / 100000000))
    say "Cộng: $(tenths "$spent") giây ngoài lúc tải + $(tenths $((DOWNLOADED_BYTES / 100000))) MB" \
        "(đường truyền 50 Mbit/s: $(tenths "$transfer") giây) = $(tenths $((spent + transfer))) giây."
}

# --- Debian's packages -----------------------------------------------------------------------------------------------

# A python3 that can make an environment; prints its path.
find_python() {
    for name in python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# missing_packages FILE…: which packages of these lists, and which of Python's, are not there.
missing_packages() {
    find_python >/dev/null || printf '%s\n' python3 python3-venv
    cat "$@" | while read -r package; do
        installed "$package" || printf '%s\n' "$package"
    done
}

# install_packages FILE…: whatever of these lists is missing, from Debian's archive.
install_packages() {
    command -v dpkg-query >/dev/null || fail "chỉ chạy được trên Debian 12, 13 hoặc Ubuntu 24.04."
    packages=$(missing_packages "$@" | tr '\n' ' ')
    [ -n "$packages" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        say "Máy còn thiếu vài gói phần mềm. Xin chạy lệnh sau rồi chạy lại:" >&2
        say "    sudo apt-get update && sudo apt-get install -y --no-install-recommends $packages" >&2
        exit 1
    fi
    export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
    case " $packages" in
    *" postgresql "*) keep_postgresql_from_starting ;;
    esac
    fetch "danh mục gói của hệ điều hành" bytes_apt_fetched apt-get update
    # shellcheck disable=SC2086  # a list of words
    fetch "gói của hệ điều hành" bytes_apt_fetched apt-get install -y --no-install-recommends --download-only $packages
    # shellcheck disable=SC2086
    step "cài gói: $packages" apt-get install -y --no-install-recommends $packages
}

# continue_as_owner ARGUMENT…: started with sudo, go on as the person who typed it when the folder is theirs, so that what
# is made here belongs to them and the next run needs no sudo.
continue_as_owner() {
    [ "$(id -u)" = 0 ] && [ -n "${SUDO_USER:-}" ] && [ "$(stat -c %U "$ROOT")" = "$SUDO_USER" ] || return 0
    export CHUNGTAY_SPENT_NS="$SPENT_NS" CHUNGTAY_DOWNLOADED_BYTES="$DOWNLOADED_BYTES"
    HOME=$(getent passwd "$SUDO_USER" | cut -d: -f6)
    export HOME
    rm -f "$STEP_LOG"
    exec setpriv --reuid "$SUDO_USER" --regid "$(id -g "$SUDO_USER")" --init-groups "$0" "$@"
}

# From apt's own line "Fetched 9,292 kB in 1s (8,800 kB/s)".
bytes_apt_fetched() {
    awk '/^Fetched / { gsub(",", "", $2); unit["B"] = 1; unit["kB"] = 1e3; unit["MB"] = 1e6; unit["GB"] = 1e9
         sum += $2 * unit[$3] } END { printf "%d\n", sum }' "$STEP_LOG"
}

# The tests bring up a server of their own; the package should not set one up besides.
keep_postgresql_from_starting() {
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
}

# --- Python's packages -----------------------------------------------------------------------------------------------

WHEELS=$VENV/wheels

# make_environment FILE…: .venv with exactly these locked requirements. A stamp for each file says that it was done.
make_environment() {
    if "$PYTHON" -c '' 2>/dev/null && stamped "$@"; then return 0; fi
    found=$(find_python) || fail "cần Python 3.11 trở lên, có kèm venv."
    "$PYTHON" -m pip --version >/dev/null 2>&1 ||
        step "môi trường Python ($("$found" --version))" "$found" -m venv --clear "$VENV"
    lists=
    for file in "$@"; do lists="$lists -r $file"; done
    # shellcheck disable=SC2086  # a list of words
    fetch "thư viện Python" bytes_of_wheels \
        "$PYTHON" -m pip download -q --require-hashes --only-binary :all: -d "$WHEELS" $lists
    # shellcheck disable=SC2086
    step "cài thư viện Python" "$PYTHON" -m pip install -q --no-index --find-links "$WHEELS" --require-hashes $lists
    rm -rf "$WHEELS"
    for file in "$@"; do sha256sum <"$file" >"$VENV/stamp-$file"; done
}

stamped() {
    for file in "$@"; do
        [ "$(cat "$VENV/stamp-$file" 2>/dev/null)" = "$(sha256sum <"$file")" ] || return 1
    done
}

bytes_of_wheels() { cat "$WHEELS"/* | wc -c; }
