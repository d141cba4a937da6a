# weightyard_support_programs(): each tests/support/programs/<name>.cpp is an executable <name>; tests get the path of the
# folder they are in as WEIGHTYARD_TEST_PROGRAMS.
function(weightyard_support_programs)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/support/programs/*.cpp")
    set(targets "")
    foreach(source IN LISTS sources)
        get_filename_component(name "${source}" NAME_WE)
        add_executable(${name} "${source}")
        target_link_libraries(${name} PRIVATE weightyard_test_support)
        list(APPEND targets ${name})
    endforeach()
    set(WEIGHTYARD_SUPPORT_PROGRAMS "${targets}" PARENT_SCOPE)
endfunction()

# weightyard_tests(<label> TIMEOUT <seconds>): one executable and one CTest test for each tests/<label>/*_test.cpp.
# A source with a line "// label: <other>" gets that label too (// label: threads: part of the ThreadSanitizer run).
function(weightyard_tests label)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "")
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${label}/*_test.cpp")
    foreach(source IN LISTS sources)
        get_filename_component(name "${source}" NAME_WE)
        add_executable(${name} "${source}")
        target_link_libraries(${name} PRIVATE weightyard_test_support weightyard_app weightyard_text weightyard_core)
        target_compile_definitions(${name} PRIVATE WEIGHTYARD_TEST_PROGRAMS="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
                                                   WEIGHTYARD_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}/${label}")
        if(WEIGHTYARD_SUPPORT_PROGRAMS)
            add_dependencies(${name} ${WEIGHTYARD_SUPPORT_PROGRAMS})
        endif()
        if(label STREQUAL "integration" AND TARGET weightyard-cli)
            target_compile_definitions(${name} PRIVATE WEIGHTYARD_CLI="$<TARGET_FILE:weightyard-cli>")
            add_dependencies(${name} weightyard-cli)
        endif()

        set(labels ${label})
        file(STRINGS "${source}" marks REGEX "^// label: [a-z]+$")
        foreach(mark IN LISTS marks)
            string(REPLACE "// label: " "" mark "${mark}")
            list(APPEND labels ${mark})
        endforeach()
        add_test(NAME ${name} COMMAND ${name})
        set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${arg_TIMEOUT} ENVIRONMENT
                                                                               "QT_QPA_PLATFORM=offscreen")
    endforeach()
endfunction()
