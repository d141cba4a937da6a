# What `cmake --install` puts where, in two components: "cli" (the terminal program; needs no display) and "gui" (the window).
include(GNUInstallDirs)
include(WeightyardBundle)
if(APPLE AND WEIGHTYARD_BUNDLE)
    return()
endif()

install(TARGETS weightyard-cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT cli)
install(TARGETS weightyard RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT gui)

# weightyard_install_man(<page> <component>): compressed, without a date of its own, so that two builds are the same. While CMake
# configures: who builds just the programs can install them.
function(weightyard_install_man page component)
    set(source "${CMAKE_SOURCE_DIR}/packaging/man/${page}")
    set(packed "${CMAKE_BINARY_DIR}/man/${page}.gz")
    find_program(WEIGHTYARD_GZIP gzip REQUIRED)
    execute_process(COMMAND "${WEIGHTYARD_GZIP}" -9nc "${source}" OUTPUT_FILE "${packed}" COMMAND_ERROR_IS_FATAL ANY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")
    install(FILES "${packed}" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT ${component})
endfunction()

if(UNIX)
    file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/man")
    weightyard_install_man(weightyard-cli.1 cli)
    weightyard_install_man(weightyard.1 gui)

    set(completions "${CMAKE_SOURCE_DIR}/packaging/completions")
    # Debian's zsh and fish read the files of packages in a folder of their own.
    set(zsh_folder site-functions)
    if(EXISTS /etc/debian_version)
        set(zsh_folder vendor-completions)
    endif()
    set(WEIGHTYARD_ZSH_FOLDER "${CMAKE_INSTALL_DATADIR}/zsh/${zsh_folder}" CACHE PATH "Where zsh looks for completions")
    install(FILES "${completions}/weightyard-cli.bash" RENAME weightyard-cli COMPONENT cli
            DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
    install(FILES "${completions}/_weightyard-cli" DESTINATION "${WEIGHTYARD_ZSH_FOLDER}" COMPONENT cli)
    install(FILES "${completions}/weightyard-cli.fish" COMPONENT cli
            DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
endif()

if(UNIX AND NOT APPLE)
    set(linux "${CMAKE_SOURCE_DIR}/packaging/linux")
    set(icons "${CMAKE_SOURCE_DIR}/resources/icons")
    install(FILES "${linux}/${WEIGHTYARD_ID}.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications" COMPONENT gui)
    install(FILES "${linux}/${WEIGHTYARD_ID}.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo" COMPONENT gui)
    set(hicolor "${CMAKE_INSTALL_DATADIR}/icons/hicolor")
    foreach(size 16 22 24 32 48 64 128 256 512)
        install(FILES "${icons}/weightyard-${size}.png" RENAME "${WEIGHTYARD_ID}.png" COMPONENT gui
                DESTINATION "${hicolor}/${size}x${size}/apps")
    endforeach()
    install(FILES "${icons}/weightyard.svg" RENAME "${WEIGHTYARD_ID}.svg" COMPONENT gui
            DESTINATION "${hicolor}/scalable/apps")
    install(FILES "${icons}/weightyard-symbolic.svg" RENAME "${WEIGHTYARD_ID}-symbolic.svg" COMPONENT gui
            DESTINATION "${hicolor}/symbolic/apps")
    # As examples: the unit is for a user who enables it.
    install(FILES "${linux}/weightyard-get.service" "${linux}/weightyard-get.timer" COMPONENT cli
            DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/weightyard-cli/examples")
endif()
