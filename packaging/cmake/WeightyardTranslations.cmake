# weightyard_translations(<target>): resources/translations/*.ts, compiled by Qt's lrelease, as resources ":/translations/*.qm" of
# <target>. Only lrelease is looked for: Debian's package of Qt's CMake files for it brings Designer and Assistant along.
function(weightyard_translations target)
    find_program(
        WEIGHTYARD_LRELEASE
        NAMES lrelease lrelease-qt6 lrelease6
        HINTS "${Qt6_DIR}/../../../bin" "${Qt6_DIR}/../../qt6/bin" "${Qt6_DIR}/../../../libexec" /usr/lib/qt6/bin
        DOC "Qt's lrelease (Debian: qt6-l10n-tools)")
    if(NOT WEIGHTYARD_LRELEASE)
        message(FATAL_ERROR "Qt's lrelease is missing; on Debian: apt install qt6-l10n-tools")
    endif()
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/resources/translations/*.ts")
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/translations")
    set(compiled "")
    set(list "<RCC><qresource prefix=\"/translations\">\n")
    foreach(source IN LISTS sources)
        get_filename_component(name "${source}" NAME_WE)
        add_custom_command(
            OUTPUT "${folder}/${name}.qm"
            COMMAND "${WEIGHTYARD_LRELEASE}" -silent "${source}" -qm "${folder}/${name}.qm"
            DEPENDS "${source}"
            VERBATIM)
        list(APPEND compiled "${folder}/${name}.qm")
        string(APPEND list "<file>${name}.qm</file>\n")
    endforeach()
    string(APPEND list "</qresource></RCC>\n")
    file(CONFIGURE OUTPUT "${folder}/translations.qrc" CONTENT "${list}" @ONLY)
    set(resource "${folder}/qrc_translations.cpp")
    # The rcc of the machine that compiles may know more than the Qt that reads.
    set(compression "")
    if(NOT QT_FEATURE_zstd)
        set(compression --no-zstd)
    endif()
    add_custom_command(
        OUTPUT "${resource}"
        COMMAND Qt6::rcc ${compression} --name translations -o "${resource}" "${folder}/translations.qrc"
        DEPENDS "${folder}/translations.qrc" ${compiled}
        VERBATIM)
    set_source_files_properties("${resource}" PROPERTIES SKIP_AUTOGEN ON SKIP_UNITY_BUILD_INCLUSION ON
                                                         SKIP_PRECOMPILE_HEADERS ON)
    target_sources(${target} PRIVATE "${resource}")
endfunction()
