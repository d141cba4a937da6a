# Debian packages by CPack: weightyard-cli (no library of a display), and weightyard, which needs it. packaging/debian/build.sh
# sets the flags.
if(NOT UNIX OR APPLE)
    return()
endif()

set(WEIGHTYARD_DEB_REVISION "1" CACHE STRING "Debian's part of the version")
set(WEIGHTYARD_DEB_VERSION "${PROJECT_VERSION}-${WEIGHTYARD_DEB_REVISION}")
# SOURCE_DATE_EPOCH decides where it is set.
string(TIMESTAMP WEIGHTYARD_DATE_RFC "%a, %d %b %Y %H:%M:%S +0000" UTC)

# As copyright files want it: a space before each line, and "." for an empty one. What stands below the line of dashes tells what the
# programs use; the packages name that as what they depend on.
file(READ "${CMAKE_SOURCE_DIR}/LICENSE" licence)
string(REGEX REPLACE "\n+----.*" "" licence "${licence}")
string(REGEX REPLACE "\n\n" "\n.\n" licence "${licence}")
string(REGEX REPLACE "\n" "\n " licence "${licence}")
set(WEIGHTYARD_EXPAT " ${licence}")
set(WEIGHTYARD_EMBEDDED "")
if(WEIGHTYARD_LIBGIT2_BUILT)
    file(READ "${CMAKE_SOURCE_DIR}/packaging/debian/embedded-libgit2" embedded)
    string(CONFIGURE "${embedded}" WEIGHTYARD_EMBEDDED @ONLY)
endif()
set(folder "${CMAKE_BINARY_DIR}/debian")
configure_file("${CMAKE_SOURCE_DIR}/packaging/debian/copyright.in" "${folder}/copyright" @ONLY)
configure_file("${CMAKE_SOURCE_DIR}/packaging/debian/changelog.in" "${folder}/changelog.Debian" @ONLY)
execute_process(
    COMMAND "${WEIGHTYARD_GZIP}" -9nc "${folder}/changelog.Debian"
    OUTPUT_FILE "${folder}/changelog.Debian.gz" COMMAND_ERROR_IS_FATAL ANY)
foreach(pair cli=weightyard-cli gui=weightyard)
    string(REPLACE "=" ";" pair "${pair}")
    list(GET pair 0 component)
    list(GET pair 1 package)
    install(FILES "${folder}/copyright" "${folder}/changelog.Debian.gz" COMPONENT ${component}
            DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${package}")
endforeach()

set(CPACK_PACKAGE_NAME weightyard)
set(CPACK_PACKAGE_VENDOR "The Weightyard authors")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL cli gui)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
                                                WORLD_EXECUTE)

# The first line of the descriptions below.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "get model weights from Git LFS hosts onto a disk")

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE "${WEIGHTYARD_DEB_REVISION}")
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The Weightyard authors <weightyard@users.noreply.github.com>")
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_CLI_PACKAGE_NAME weightyard-cli)
set(CPACK_DEBIAN_CLI_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_CLI_PACKAGE_DEPENDS ca-certificates)
set(CPACK_DEBIAN_CLI_PACKAGE_SUGGESTS "git, git-lfs, gnome-keyring | kwalletmanager")
set(CPACK_DEBIAN_CLI_DESCRIPTION
    "Fetches a shallow clone of a model's repository and its large files from the
Hugging Face Hub or any other Git LFS host, and checks every byte. It goes on
where it stopped, takes half the disk of a clone made with git-lfs, and needs
neither git nor Python for that.

This package has the terminal program, which needs no display.")
set(CPACK_DEBIAN_GUI_PACKAGE_NAME weightyard)
set(CPACK_DEBIAN_GUI_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_GUI_PACKAGE_DEPENDS "weightyard-cli (= ${WEIGHTYARD_DEB_VERSION})")
set(CPACK_DEBIAN_GUI_PACKAGE_RECOMMENDS "qt6-wayland, qt6-translations-l10n, xdg-desktop-portal")
set(CPACK_DEBIAN_GUI_DESCRIPTION
    "Shows families of language models as a checklist with sizes, what is on disk
and what fits, and downloads what is ticked: a shallow clone of each model's
repository and its large files, every byte checked. What was interrupted goes
on where it stopped.

This package has the window.")

include(CPack)
