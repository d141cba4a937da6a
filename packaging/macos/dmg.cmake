# CPack's configuration for dmg.sh: a disk image with a bundle. The script sets what changes: CPack reads this file before -D.
set(CPACK_PACKAGE_NAME weightyard)
set(CPACK_PACKAGE_VENDOR "The Weightyard authors")
set(CPACK_PACKAGING_INSTALL_PREFIX "/")
set(CPACK_INCLUDE_TOPLEVEL_DIRECTORY OFF)
set(CPACK_DMG_VOLUME_NAME "Weightyard")
set(CPACK_DMG_FORMAT UDZO)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Gets model weights from Git LFS hosts onto a disk")
set(CPACK_PACKAGE_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION_SUMMARY}")
