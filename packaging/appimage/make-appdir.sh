#!/bin/bash
# make-appdir.sh BUILD_DIR APPDIR: a folder that runs on its own on any Linux whose glibc is not older than this machine's: the installed
# files of a release build, the libraries and the Qt plugins that they need, with the licences of all. Needs patchelf. make-appimage.sh makes
# one file of it.
#
# The programs find their libraries by $ORIGIN, not by LD_LIBRARY_PATH: git, which they start, must get the system's.
set -euo pipefail

build=$(cd "${1:?usage: make-appdir.sh BUILD_DIR APPDIR}" && pwd)
appdir=${2:?usage: make-appdir.sh BUILD_DIR APPDIR}
id=io.github.weightyard.weightyard
command -v patchelf >/dev/null || {
    echo "make-appdir: patchelf is missing (Debian: apt install patchelf)" >&2
    exit 1
}

# What every desktop has, or what must fit its kernel, its display driver or its fonts: never taken along. After the list of
# https://github.com/AppImageCommunity/pkg2appimage/blob/master/excludelist.
of_the_system='^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|nsl|anl|BrokenLocale)|lib(stdc\+\+|gcc_s)|lib(GL|GLX|EGL|OpenGL|GLdispatch|drm|gbm|glapi)|libX11|libX11-xcb|libxcb|libXau|libXdmcp|libfontconfig|libfreetype|libexpat|libz|libcom_err|libgpg-error|libsystemd|libudev)\.so(\..*)?$'

taken=$(mktemp) # the files that come from packages
trap 'rm -f "$taken"' EXIT
# take FILE TARGET
take() {
    install -D -m 644 "$(readlink -f "$1")" "$2"
    readlink -f "$1" >>"$taken"
}

rm -rf "$appdir"
mkdir -p "$appdir"
appdir=$(cd "$appdir" && pwd)
cmake --install "$build" --prefix "$appdir/usr" --strip --component cli >/dev/null
cmake --install "$build" --prefix "$appdir/usr" --strip --component gui >/dev/null

qtpaths=$(command -v qtpaths6 || command -v /usr/lib/qt6/bin/qtpaths6)
plugins=$("$qtpaths" --query QT_INSTALL_PLUGINS)
translations=$("$qtpaths" --query QT_INSTALL_TRANSLATIONS)
for plugin in platforms/libqxcb.so platforms/libqoffscreen.so platforms/libqwayland-generic.so platforms/libqwayland-egl.so \
    platforms/libqwayland.so xcbglintegrations/libqxcb-glx-integration.so xcbglintegrations/libqxcb-egl-integration.so \
    wayland-shell-integration/libxdg-shell.so wayland-graphics-integration-client/libqt-plugin-wayland-egl.so \
    platforminputcontexts/libibusplatforminputcontextplugin.so platforminputcontexts/libcomposeplatforminputcontextplugin.so \
    platformthemes/libqxdgdesktopportal.so tls/libqopensslbackend.so networkinformation/libqnetworkmanager.so; do
    if [ -e "$plugins/$plugin" ]; then
        take "$plugins/$plugin" "$appdir/usr/plugins/$plugin"
    fi
done
# Without these it shows no window on X or on Wayland, fetches nothing, or does not know when the network is back.
for plugin in platforms/libqxcb.so platforms/libqwayland-generic.so wayland-shell-integration/libxdg-shell.so tls/libqopensslbackend.so \
    networkinformation/libqnetworkmanager.so; do
    [ -e "$appdir/usr/plugins/$plugin" ] || {
        echo "make-appdir: Qt's plugin $plugin is missing in $plugins (Debian: qt6-wayland, libqt6network6)" >&2
        exit 1
    }
done
for language in de zh_CN; do
    [ -e "$translations/qtbase_$language.qm" ] || {
        echo "make-appdir: Qt's translation qtbase_$language.qm is missing in $translations (Debian: qt6-translations-l10n)" >&2
        exit 1
    }
    take "$translations/qtbase_$language.qm" "$appdir/usr/translations/qtbase_$language.qm"
done
printf '[Paths]\nPrefix = ..\nPlugins = plugins\nTranslations = translations\n' >"$appdir/usr/bin/qt.conf"

mkdir -p "$appdir/usr/lib"
mapfile -t binaries < <(find "$appdir/usr/bin" "$appdir/usr/plugins" -type f \( -perm -u+x -o -name '*.so' \))
# Qt's TLS plugin loads the library that libcrypto belongs to at run time, so ldd does not name it.
ssl=$(ldd "${binaries[@]}" 2>/dev/null | awk '/libcrypto\.so/ { sub("libcrypto", "libssl", $3); print $3; exit }')
ldd "${binaries[@]}" "$ssl" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' | { cat; echo "$ssl"; } | sort -u |
    while IFS= read -r library; do
        name=$(basename "$library")
        if [[ ! $name =~ $of_the_system ]] && [ ! -e "$appdir/usr/lib/$name" ]; then
            take "$library" "$appdir/usr/lib/$name"
        fi
    done

# Whose all that is: each package's own copyright file, and a list with the versions.
if command -v dpkg-query >/dev/null; then
    notes=$appdir/usr/share/doc/bundled
    mkdir -p "$notes"
    sort -u "$taken" | while IFS= read -r file; do
        # dpkg knows some by the name that they had before /usr was merged.
        owner=$(dpkg-query -S "$file" 2>/dev/null || dpkg-query -S "${file#/usr}" 2>/dev/null) || continue
        echo "${owner%%: *}"
    done | sort -u | while IFS= read -r package; do
        dpkg-query -W -f '${Package} ${Version}, source ${source:Package} ${source:Version}\n' "$package"
        cp -L "/usr/share/doc/${package%%:*}/copyright" "$notes/${package%%:*}"
    done >"$notes/packages"
    grep -q '^libqt6core6' "$notes/packages" || {
        echo "make-appdir: it is not known from which packages the libraries are" >&2
        exit 1
    }
fi

for file in "$appdir"/usr/lib/*.so*; do patchelf --set-rpath '$ORIGIN' "$file"; done
for file in "$appdir"/usr/bin/weightyard*; do patchelf --set-rpath '$ORIGIN/../lib' "$file"; done
while IFS= read -r file; do
    patchelf --set-rpath '$ORIGIN/../../lib' "$file"
done < <(find "$appdir/usr/plugins" -name '*.so')

ln -sf "usr/share/applications/$id.desktop" "$appdir/$id.desktop"
ln -sf "usr/share/icons/hicolor/256x256/apps/$id.png" "$appdir/$id.png"
ln -sf "$id.png" "$appdir/.DirIcon"
cat >"$appdir/AppRun" <<'RUN'
#!/bin/sh
# The window; as weightyard-cli (a link of that name to the AppImage, or the first argument "cli") the terminal program.
here=$(dirname "$(readlink -f "$0")")
case "${ARGV0:-$0}" in
*weightyard-cli) exec "$here/usr/bin/weightyard-cli" "$@" ;;
esac
if [ "${1:-}" = cli ]; then
    shift
    exec "$here/usr/bin/weightyard-cli" "$@"
fi
exec "$here/usr/bin/weightyard" "$@"
RUN
chmod 755 "$appdir/AppRun"

# What is still wanted must be what was left to the system on purpose.
missing=$(find "$appdir/usr" -type f \( -name '*.so*' -o -path '*/bin/weightyard*' \) -exec ldd {} + 2>/dev/null |
    awk '/not found/ { print $1 }' | sort -u)
if [ -n "$missing" ]; then
    echo "make-appdir: not found: ${missing//$'\n'/ }" >&2
    exit 1
fi
echo "$appdir: $(du -sh "$appdir" | cut -f 1), $(find "$appdir/usr/lib" -name '*.so*' | wc -l) libraries"
