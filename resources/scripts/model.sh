#!/bin/sh
# Gets one model with git and git-lfs into the folder LOCAL_DIR, which is seen from this script's own folder.
# Written by Weightyard; checksum @CHECKSUM@
#
# It can be run again at any time: a model that is complete is left alone, one that is not is completed. Files that are in place
# are never overwritten. Exit codes: 0 done, 2 usage, 3 network or server, 4 access refused, 5 not found, 6 disk full or not
# writable, 8 git or git-lfs is missing, 9 another run is at work here, 10 something else is in the way, 130 interrupted.

MODEL_NAME=@MODEL_NAME@
REPO_URL=@REPO_URL@
REVISION=@REVISION@
COMMIT=@COMMIT@
LOCAL_DIR=@LOCAL_DIR@
CLEANUP_GIT=@CLEANUP_GIT@
FILES=@FILES@

# REVISION: a branch or tag, COMMIT: a commit; both empty: the default branch. CLEANUP_GIT=true removes the git history.
# FILES: those of the repository that are wanted, a path a line; empty: all of them.

set -u
LC_ALL=C
GIT_LFS_SKIP_SMUDGE=1 # files first as pointers, so that their size is known before the first byte
export LC_ALL GIT_LFS_SKIP_SMUDGE

CDPATH='' cd -- "$(dirname -- "$0")" || exit 2
WORK="$LOCAL_DIR/.download.part"
LOCK="$LOCAL_DIR/.download.lock"
DONE="$LOCAL_DIR/.download-complete"
locked=no
made_folder=no

say() { printf '%s\n' "$*"; }

fail() {
    code=$1
    shift
    printf '%s: %s\n' "$MODEL_NAME" "$*" >&2
    exit "$code"
}

check_tools() {
    missing=
    winget=
    if ! command -v git >/dev/null 2>&1; then
        missing=git
        winget=Git.Git
    elif ! git lfs version >/dev/null 2>&1; then
        missing=git-lfs
        winget=GitHub.GitLFS
    fi
    [ -n "$missing" ] || return 0
    {
        say "$MODEL_NAME: $missing is missing. Install it:"
        say "  Debian, Ubuntu   sudo apt-get install $missing"
        say "  Fedora, RHEL     sudo dnf install $missing"
        say "  macOS            brew install $missing"
        say "  Windows          winget install $winget"
    } >&2
    exit 8
}

# A lock that a killed run left is known by its process, which is gone.
take_lock() {
    if ! mkdir "$LOCK" 2>/dev/null; then
        [ -d "$LOCK" ] || fail 6 "cannot write to $LOCAL_DIR"
        owner=$(cat "$LOCK/process" 2>/dev/null)
        if [ -z "$owner" ]; then # it may be about to write its name
            sleep 1
            owner=$(cat "$LOCK/process" 2>/dev/null)
        fi
        if [ -n "$owner" ]; then
            process=${owner%% *}
            if [ "${owner#* }" != "$(uname -n)" ] || kill -0 "$process" 2>/dev/null; then
                fail 9 "another run is at work here ($owner). If there is none, delete $LOCK"
            fi
        fi
        mv "$LOCK" "$LOCK.$$" 2>/dev/null || fail 9 "another run is at work here"
        if [ "$(cat "$LOCK.$$/process" 2>/dev/null)" != "$owner" ]; then
            mv "$LOCK.$$" "$LOCK"
            fail 9 "another run is at work here"
        fi
        rm -rf "$LOCK.$$"
        mkdir "$LOCK" 2>/dev/null || fail 9 "another run is at work here"
    fi
    locked=yes
    say "$$ $(uname -n)" >"$LOCK/process" || fail 6 "cannot write to $LOCAL_DIR"
}

# Nothing half-made stays. Files that came whole before the connection broke, or before Ctrl-C, are kept for the next run.
on_exit() {
    code=$?
    trap '' INT TERM HUP
    if [ "$locked" = yes ]; then
        if [ ! -f "$WORK/ready" ]; then
            objects="$WORK/clone/.git/lfs/objects"
            if { [ "$code" = 3 ] || [ "$code" = 130 ]; } && [ -n "$(find "$objects" -type f 2>/dev/null | head -n 1)" ]; then
                rm -rf "$WORK/objects"
                mv "$objects" "$WORK/objects"
                say "$MODEL_NAME: files that are whole are kept in $WORK for the next run" >&2
            fi
            rm -rf "$WORK/clone" "$WORK/errors" "$WORK/list" "$WORK/sizes"
            [ "$code" = 3 ] || [ "$code" = 130 ] || rm -rf "$WORK/objects"
            rmdir "$WORK" 2>/dev/null
        fi
        rm -rf "$LOCK"
    fi
    [ "$made_folder" = no ] || rmdir "$LOCAL_DIR" 2>/dev/null
    exit "$code"
}

# What git said, and what it means.
explain() {
    cat "$WORK/errors" >&2
    if grep -Eqi 'no space left|disk quota|read-only file system' "$WORK/errors"; then
        fail 6 "the disk is full, or cannot be written to"
    elif grep -Eqi 'not found|remote ref|does not exist|yet to be born|error: 404' "$WORK/errors"; then
        fail 5 "the repository, or the revision, was not found"
    elif grep -Eqi 'authentication|could not read|prompts disabled|error: 40[13]|access denied' "$WORK/errors"; then
        fail 4 "access was refused: the repository is private or gated, or there is none of this name"
    fi
    fail 3 "the connection failed; run this again"
}

# A small text that git-lfs is to replace by the file that it stands for.
is_pointer() {
    [ -f "$1/$2" ] && [ ! -L "$1/$2" ] && [ "$(wc -c <"$1/$2" | tr -d ' ')" -lt 1024 ] || return 1
    grep -q '^oid sha256:' "$1/$2" || return 1
    case $(git -C "$1" --literal-pathspecs check-attr filter -- "$2") in
    *': filter: lfs') return 0 ;;
    esac
    return 1
}

# Files that are pointers yet, a path a line. git-lfs names those of the whole commit, wanted or not.
pointers() {
    if [ -z "$FILES" ]; then
        git -C "$1" lfs ls-files | sed -n 's/^[0-9a-f]* - //p'
        return
    fi
    printf '%s\n' "$FILES" | while IFS= read -r path; do
        if is_pointer "$1" "$path"; then
            say "$path"
        fi
    done
}

# Wanted files that a clone does not have in place, a path a line.
absent() {
    if [ -z "$FILES" ]; then
        git -C "$1" ls-files --deleted
        return
    fi
    printf '%s\n' "$FILES" | while IFS= read -r path; do
        [ -e "$1/$path" ] || [ -L "$1/$path" ] || say "$path"
    done
}

is_sparse() { [ "$(git -C "$1" config --bool core.sparseCheckout)" = true ]; }

# Tells git which files the clone has: those that it has by now, and FILES. Each as a pattern that matches nothing else.
choose_files() {
    sparse="$1/.git/info/sparse-checkout"
    if ! is_sparse "$1"; then
        mkdir -p "$1/.git/info" && : >"$sparse"
    fi
    printf '%s\n' "$FILES" | sed 's/[][\\*?]/\\&/g; s/ $/\\ /; s|^|/|' >>"$sparse" || fail 6 "cannot write to $LOCAL_DIR"
    git -C "$1" config core.sparseCheckout true
    git -C "$1" config core.sparseCheckoutCone false
}

# git-lfs takes patterns that other files may match, too. A checkout has it fetch just what is checked out.
get_objects() {
    if [ -z "$FILES" ]; then
        git -C "$1" lfs pull
        return
    fi
    waiting=$(pointers "$1")
    [ -n "$waiting" ] || return 0
    printf '%s\n' "$waiting" | while IFS= read -r path; do rm -f "$1/$path"; done
    printf '%s\n' "$waiting" | tr '\n' '\000' |
        GIT_LFS_SKIP_SMUDGE=0 xargs -0 git -C "$1" --literal-pathspecs checkout --
}

free_bytes() { df -Pk "$LOCAL_DIR" 2>/dev/null | awk 'NR == 2 { printf "%.0f", $4 * 1024 }'; }

# Of files that are pointers yet: twice, once in git-lfs's store and once in place.
bytes_to_come() {
    pointers "$1" | while IFS= read -r path; do
        sed -n 's/^size \([0-9][0-9]*\)$/\1/p' "$1/$path"
    done | awk '{ sum += 2 * $1 } END { printf "%.0f", sum }'
}

fetch_files() {
    needed=$(bytes_to_come "$1")
    available=$(free_bytes)
    if [ -n "$needed" ] && [ -n "$available" ] && [ "$needed" -gt "$available" ]; then
        fail 6 "$((needed / 1000000)) MB are needed in $LOCAL_DIR, $((available / 1000000)) MB are free"
    fi
    if ! get_objects "$1"; then
        available=$(free_bytes)
        [ "${available:-1000000000}" -gt 50000000 ] || fail 6 "the disk is full"
        fail 3 "not all files came; run this again"
    fi
    [ -z "$(absent "$1")$(pointers "$1")" ] || fail 3 "not all files came; run this again"
}

# A clone that is here already: complete, or completed in place.
use_clone() {
    [ -f "$LOCAL_DIR/.git/index" ] || fail 10 "$LOCAL_DIR holds a clone that git did not finish; move it away"
    origin=$(git -C "$LOCAL_DIR" config --get remote.origin.url)
    [ "${origin%.git}" = "${REPO_URL%.git}" ] || fail 10 "$LOCAL_DIR is a clone of $origin; move it away"
    if [ -n "$COMMIT" ] && [ "$(git -C "$LOCAL_DIR" rev-parse HEAD)" != "$COMMIT" ]; then
        fail 10 "$LOCAL_DIR has another commit; move it away"
    fi
    if [ -z "$FILES" ] && is_sparse "$LOCAL_DIR"; then # of a script for some of the files
        git -C "$LOCAL_DIR" sparse-checkout disable || fail 6 "files of the clone cannot be put in place"
    fi
    gone=$(absent "$LOCAL_DIR")
    waiting=$(pointers "$LOCAL_DIR")
    if [ -z "$gone$waiting" ]; then
        say "$MODEL_NAME is here already"
        exit 0
    fi
    say "$MODEL_NAME is not complete; getting the rest"
    git -C "$LOCAL_DIR" lfs install --local >/dev/null
    if [ -n "$gone" ] && [ -n "$FILES" ] && is_sparse "$LOCAL_DIR"; then
        choose_files "$LOCAL_DIR"
        git -C "$LOCAL_DIR" checkout --quiet || fail 6 "files of the clone cannot be put back"
        gone=$(absent "$LOCAL_DIR")
    fi
    if [ -n "$gone" ] && [ -n "$FILES" ]; then
        printf '%s\n' "$gone" | tr '\n' '\000' | xargs -0 git -C "$LOCAL_DIR" --literal-pathspecs checkout -q -- ||
            fail 5 "not all files are in this commit: $gone"
    elif [ -n "$gone" ]; then
        git -C "$LOCAL_DIR" ls-files -z --deleted | xargs -0 git -C "$LOCAL_DIR" checkout -q -- ||
            fail 6 "files of the clone cannot be put back"
    fi
    fetch_files "$LOCAL_DIR"
    say "$MODEL_NAME is complete"
    exit 0
}

# The lines that count, of the whole model's list or of what was chosen by now. Fails where not all that are wanted are in it.
sizes_wanted() {
    if [ -z "$FILES" ]; then
        cat "$DONE" 2>/dev/null
        return
    fi
    {
        cat "$DONE" "$DONE-files" 2>/dev/null
        say
        printf '%s\n' "$FILES"
    } | awk '
        /^$/ { chosen = 1; next }
        !chosen { size[substr($0, index($0, " ") + 1)] = $1; next }
        !($0 in size) { exit 1 }
        { print size[$0] " " $0 }'
}

is_complete() {
    sizes=$(sizes_wanted) || return 1
    printf '%s\n' "$sizes" | while IFS= read -r line; do
        [ -f "$LOCAL_DIR/${line#* }" ] || exit 1
        [ "$(wc -c <"$LOCAL_DIR/${line#* }" | tr -d ' ')" = "${line%% *}" ] || exit 1
    done
}

get_clone() {
    rm -rf "$WORK/clone"
    mkdir -p "$WORK" || fail 6 "cannot write to $LOCAL_DIR"
    if [ -n "$REVISION" ]; then
        git clone --quiet --no-checkout --depth 1 --branch "$REVISION" "$REPO_URL" "$WORK/clone" 2>"$WORK/errors" || explain
    else
        git clone --quiet --no-checkout --depth 1 "$REPO_URL" "$WORK/clone" 2>"$WORK/errors" || explain
    fi
    git -C "$WORK/clone" lfs install --local >/dev/null || explain
    if [ -n "$FILES" ]; then
        choose_files "$WORK/clone"
    fi
    if [ -n "$COMMIT" ] && [ "$(git -C "$WORK/clone" rev-parse HEAD)" != "$COMMIT" ]; then
        if ! git -C "$WORK/clone" fetch --quiet --depth 1 origin "$COMMIT" 2>"$WORK/errors"; then
            git -C "$WORK/clone" fetch --quiet --unshallow 2>"$WORK/errors" || explain
        fi
        git -C "$WORK/clone" checkout --quiet --detach "$COMMIT" 2>"$WORK/errors" || explain
    else
        git -C "$WORK/clone" checkout --quiet 2>"$WORK/errors" || explain
    fi
    if [ -n "$FILES" ]; then
        gone=$(absent "$WORK/clone")
        [ -z "$gone" ] || fail 5 "not all files are in the repository: $gone"
    fi
    if [ -d "$WORK/objects" ]; then
        mkdir -p "$WORK/clone/.git/lfs"
        rm -rf "$WORK/clone/.git/lfs/objects"
        mv "$WORK/objects" "$WORK/clone/.git/lfs/objects"
    fi
}

# Files and links of the clone, a path a line.
list_files() {
    (CDPATH='' cd -- "$WORK/clone" && find . -name .git -prune -o ! -type d -print) | sed 's|^\./||' >"$WORK/list" ||
        fail 6 "cannot write to $LOCAL_DIR"
}

# What stands in the folder already must be what the model has there. A file that git-lfs would fetch is taken instead.
check_way() {
    list_files
    while IFS= read -r path; do
        entry="$WORK/clone/$path"
        there="$LOCAL_DIR/$path"
        above=$(dirname "$there")
        while [ ! -e "$above" ] && [ ! -L "$above" ]; do
            above=$(dirname "$above")
        done
        [ -d "$above" ] || fail 10 "$above is in the way"
        if [ ! -e "$there" ] && [ ! -L "$there" ]; then
            continue
        fi
        if [ ! -f "$there" ] || [ ! -f "$entry" ] || [ -L "$there" ]; then
            fail 10 "$there is in the way"
        fi
        cmp -s "$there" "$entry" && continue
        if ! grep -q '^oid sha256:' "$entry" || ! git -C "$WORK/clone" lfs clean <"$there" | cmp -s - "$entry"; then
            fail 10 "$there is in the way: it is not the model's"
        fi
    done <"$WORK/list"
}

# Without a history this says later whether all is there.
list_sizes() {
    [ -z "$FILES" ] || cat "$DONE-files" 2>/dev/null
    while IFS= read -r path; do
        say "$(wc -c <"$WORK/clone/$path" | tr -d ' ') $path"
    done <"$WORK/list"
}

# Names only; a run that was killed in here is finished by the next one.
move_files() {
    trap '' INT TERM HUP
    while IFS= read -r path; do
        [ -e "$WORK/clone/$path" ] || [ -L "$WORK/clone/$path" ] || continue
        if [ -e "$LOCAL_DIR/$path" ]; then
            cmp -s "$WORK/clone/$path" "$LOCAL_DIR/$path" || fail 10 "$LOCAL_DIR/$path is in the way"
            rm -f "$WORK/clone/$path"
        else
            mkdir -p "$(dirname "$LOCAL_DIR/$path")" || fail 6 "cannot write to $LOCAL_DIR"
            mv "$WORK/clone/$path" "$LOCAL_DIR/$path" || fail 6 "cannot write to $LOCAL_DIR"
        fi
    done <"$WORK/list"
    if [ -e "$WORK/clone/.git" ]; then
        mv "$WORK/clone/.git" "$LOCAL_DIR/.git" || fail 6 "cannot write to $LOCAL_DIR"
    fi
    if [ -f "$WORK/sizes" ] && [ -n "$FILES" ]; then
        mv "$WORK/sizes" "$DONE-files"
    elif [ -f "$WORK/sizes" ]; then
        mv "$WORK/sizes" "$DONE"
    fi
    rm -rf "$WORK"
}

case $REPO_URL in
*TEMPLATE_*) fail 2 "write the model's address into REPO_URL first" ;;
esac
[ $# = 0 ] || fail 2 "takes no arguments"
check_tools
if [ ! -d "$LOCAL_DIR" ]; then
    mkdir -p "$LOCAL_DIR" || fail 6 "cannot make $LOCAL_DIR"
    made_folder=yes
fi
trap on_exit EXIT
trap 'exit 130' INT TERM HUP
take_lock
if [ ! -f "$WORK/ready" ]; then
    if [ -e "$LOCAL_DIR/.git" ]; then
        use_clone
    fi
    if is_complete; then
        say "$MODEL_NAME is here already"
        exit 0
    fi
    say "Getting $MODEL_NAME from $REPO_URL"
    get_clone
    check_way
    fetch_files "$WORK/clone"
    if [ "$CLEANUP_GIT" = "true" ]; then
        rm -rf "$WORK/clone/.git"
        list_sizes >"$WORK/sizes" || fail 6 "cannot write to $LOCAL_DIR"
    fi
    : >"$WORK/ready" || fail 6 "cannot write to $LOCAL_DIR"
fi
move_files
say "$MODEL_NAME is complete"
