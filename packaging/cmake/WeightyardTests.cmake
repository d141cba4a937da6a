# What every test runs with: no window system, and a UTF-8 locale even on a bare system (Qt complains about any other).
set(WEIGHTYARD_TEST_ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
if(WEIGHTYARD_SANITIZE MATCHES "thread")
    list(APPEND WEIGHTYARD_TEST_ENVIRONMENT
         "TSAN_OPTIONS=suppressions=${CMAKE_CURRENT_SOURCE_DIR}/tsan.supp:history_size=4:second_deadlock_stack=1:die_after_fork=0")
elseif(WEIGHTYARD_SANITIZE)
    list(APPEND WEIGHTYARD_TEST_ENVIRONMENT "UBSAN_OPTIONS=print_stacktrace=1")
endif()
# A sanitizer makes a program several times slower.
set(WEIGHTYARD_TEST_PATIENCE 1)
if(WEIGHTYARD_SANITIZE)
    set(WEIGHTYARD_TEST_PATIENCE 3)
endif()

add_library(weightyard_qt_test_macros INTERFACE)
target_compile_options(weightyard_qt_test_macros INTERFACE -Wno-conversion -Wno-error=conversion)

# weightyard_support_programs(): each tests/support/programs/<name>.cpp is an executable <name>; tests get the path of the
# folder they are in as WEIGHTYARD_TEST_PROGRAMS.
function(weightyard_support_programs)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/support/programs/*.cpp")
    set(targets "")
    foreach(source IN LISTS sources)
        get_filename_component(name "${source}" NAME_WE)
        add_executable(${name} "${source}")
        target_link_libraries(${name} PRIVATE weightyard_test_support weightyard_core)
        list(APPEND targets ${name})
    endforeach()
    set(WEIGHTYARD_SUPPORT_PROGRAMS "${targets}" PARENT_SCOPE)
endfunction()

# weightyard_tests(<label> TIMEOUT <seconds>): one executable and one CTest test for each tests/<label>/*_test.cpp.
# Lines of the source change how it runs: "// label: threads" makes it part of the ThreadSanitizer run (any word is a label),
# "// label: serial" lets nothing run beside it (tests that measure time).
function(weightyard_tests label)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "")
    set(folder "${CMAKE_CURRENT_SOURCE_DIR}/${label}")
    file(GLOB tests CONFIGURE_DEPENDS "${folder}/*_test.cpp")
    file(GLOB helpers CONFIGURE_DEPENDS "${folder}/*.cpp")
    file(GLOB headers CONFIGURE_DEPENDS "${folder}/*.h")
    if(tests)
        list(REMOVE_ITEM helpers ${tests})
    endif()

    set(libraries weightyard_test_support weightyard_cli weightyard_app weightyard_text weightyard_core)
    set(environment ${WEIGHTYARD_TEST_ENVIRONMENT})
    set(launcher "")
    if(label STREQUAL "gui")
        list(PREPEND libraries weightyard_gui weightyard_ui)
        # A real window where there is a server for it.
        find_program(WEIGHTYARD_XVFB_RUN xvfb-run)
        if(WEIGHTYARD_XVFB_RUN)
            list(TRANSFORM environment REPLACE "QT_QPA_PLATFORM=offscreen" "QT_QPA_PLATFORM=xcb")
            set(launcher ${WEIGHTYARD_XVFB_RUN} -a -s "-screen 0 2400x1600x24")
        endif()
    endif()
    if(helpers)
        add_library(weightyard_${label}_helpers STATIC ${helpers} ${headers})
        target_link_libraries(weightyard_${label}_helpers PUBLIC weightyard_options ${libraries})
        list(PREPEND libraries weightyard_${label}_helpers)
        set(headers "")
    endif()

    math(EXPR timeout "${arg_TIMEOUT} * ${WEIGHTYARD_TEST_PATIENCE}")
    foreach(source IN LISTS tests)
        get_filename_component(name "${source}" NAME_WE)
        add_executable(${name} "${source}" ${headers})
        target_link_libraries(${name} PRIVATE ${libraries})
        # QTRY_VERIFY and its like narrow a time-out to int inside the macro, since Qt 6.7.
        if(Qt6_VERSION VERSION_GREATER_EQUAL 6.7 AND NOT MSVC)
            # As a linked target's, so that it comes after the -Wconversion of the others.
            target_link_libraries(${name} PRIVATE weightyard_qt_test_macros)
        endif()
        target_compile_definitions(
            ${name} PRIVATE WEIGHTYARD_TEST_PROGRAMS="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
                            WEIGHTYARD_TEST_DATA="${folder}" WEIGHTYARD_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
        if(WEIGHTYARD_SUPPORT_PROGRAMS)
            add_dependencies(${name} ${WEIGHTYARD_SUPPORT_PROGRAMS})
        endif()
        if(TARGET weightyard-demo)
            add_dependencies(${name} weightyard-demo)
        endif()
        if(TARGET weightyard-cli)
            target_compile_definitions(${name} PRIVATE WEIGHTYARD_CLI="$<TARGET_FILE:weightyard-cli>")
            add_dependencies(${name} weightyard-cli)
        endif()

        set(labels ${label})
        file(STRINGS "${source}" marks REGEX "^// label: [a-z]+$")
        foreach(mark IN LISTS marks)
            string(REPLACE "// label: " "" mark "${mark}")
            list(APPEND labels ${mark})
        endforeach()
        add_test(NAME ${name} COMMAND ${launcher} $<TARGET_FILE:${name}>)
        set_tests_properties(${name} PROPERTIES LABELS "${labels}" TIMEOUT ${timeout} ENVIRONMENT
                                                                               "${environment}")
        if("serial" IN_LIST labels)
            set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
        endif()
    endforeach()
endfunction()

# weightyard_fuzzers(SECONDS <n>): each tests/fuzz/<name>_fuzz.cpp defines LLVMFuzzerTestOneInput; its seeds are in
# tests/fuzz/seeds/<name>/. With WEIGHTYARD_FUZZ it is a libFuzzer program whose test fuzzes for n seconds, starting from the
# seeds and keeping what it finds in the build folder; without, its test runs each seed once.
function(weightyard_fuzzers)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "SECONDS" "")
    set(folder "${CMAKE_CURRENT_SOURCE_DIR}/fuzz")
    file(GLOB sources CONFIGURE_DEPENDS "${folder}/*_fuzz.cpp")
    add_custom_target(fuzzers) # all that the preset fuzz builds
    foreach(source IN LISTS sources)
        get_filename_component(target "${source}" NAME_WE)
        string(REGEX REPLACE "_fuzz$" "" name "${target}")
        set(seeds "${folder}/seeds/${name}")
        add_executable(${target} "${source}")
        add_dependencies(fuzzers ${target})
        target_link_libraries(${target} PRIVATE weightyard_text weightyard_core)
        if(WEIGHTYARD_FUZZ)
            set(corpus "${CMAKE_CURRENT_BINARY_DIR}/corpus/${name}")
            file(MAKE_DIRECTORY "${corpus}")
            target_link_options(${target} PRIVATE -fsanitize=fuzzer)
            set(command ${target} -max_total_time=${arg_SECONDS} -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
                        "-artifact_prefix=${CMAKE_CURRENT_BINARY_DIR}/${name}-" "${corpus}")
            if(IS_DIRECTORY "${seeds}")
                list(APPEND command "${seeds}")
            endif()
        else()
            target_sources(${target} PRIVATE "${folder}/replay/main.cpp")
            set(command ${target} "${seeds}")
        endif()
        add_test(NAME ${target} COMMAND ${command})
        set_tests_properties(${target} PROPERTIES LABELS fuzz TIMEOUT 120 ENVIRONMENT
                                                                        "${WEIGHTYARD_TEST_ENVIRONMENT}")
    endforeach()
endfunction()
