# Weightyard.app: the window, the terminal program beside it, and the libraries of both. macOS, and there only with WEIGHTYARD_BUNDLE:
# ./run starts the programs as they were built. packaging/macos/build.sh makes one.
#
# Info.plist is written on every system, so that a test can read it.
option(WEIGHTYARD_BUNDLE "Make Weightyard.app (macOS)" OFF)
set(WEIGHTYARD_MACOS "${CMAKE_OSX_DEPLOYMENT_TARGET}")
if(NOT WEIGHTYARD_MACOS)
    set(WEIGHTYARD_MACOS 11.0) # Qt 6.4's own
endif()
set(plist "${CMAKE_BINARY_DIR}/macos/Info.plist")
configure_file("${CMAKE_SOURCE_DIR}/packaging/macos/Info.plist.in" "${plist}" @ONLY)
if(NOT APPLE OR NOT WEIGHTYARD_BUNDLE)
    return()
endif()
if(Qt6Core_VERSION VERSION_LESS 6.5)
    message(FATAL_ERROR "Weightyard.app needs Qt 6.5 or newer; this is ${Qt6Core_VERSION}")
endif()

set(icon "${CMAKE_SOURCE_DIR}/resources/icons/weightyard.icns")
target_sources(weightyard PRIVATE "${icon}")
set_source_files_properties("${icon}" PROPERTIES MACOSX_PACKAGE_LOCATION Resources)
set_target_properties(weightyard PROPERTIES MACOSX_BUNDLE ON OUTPUT_NAME Weightyard MACOSX_BUNDLE_INFO_PLIST "${plist}")
install(TARGETS weightyard BUNDLE DESTINATION . COMPONENT gui)
install(TARGETS weightyard-cli RUNTIME DESTINATION Weightyard.app/Contents/MacOS COMPONENT gui)
foreach(page weightyard-cli.1 weightyard.1)
    install(FILES "${CMAKE_SOURCE_DIR}/packaging/man/${page}" DESTINATION Weightyard.app/Contents/Resources/man/man1
            COMPONENT gui)
endforeach()
install(DIRECTORY "${CMAKE_SOURCE_DIR}/packaging/completions" DESTINATION Weightyard.app/Contents/Resources COMPONENT gui)
qt_generate_deploy_script(
    TARGET weightyard
    OUTPUT_SCRIPT deploy
    CONTENT "
qt_deploy_runtime_dependencies(
    EXECUTABLE Weightyard.app
    ADDITIONAL_EXECUTABLES Weightyard.app/Contents/MacOS/weightyard-cli)
")
install(SCRIPT "${deploy}" COMPONENT gui)
