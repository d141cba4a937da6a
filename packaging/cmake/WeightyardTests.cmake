# What every test runs with: no window system, and a UTF-8 locale even on a bare system (Qt complains about any other).
set(WEIGHTYARD_TEST_ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
if(WEIGHTYARD_SANITIZE MATCHES "thread")
    list(APPEND WEIGHTYARD_TEST_ENVIRONMENT
         "TSAN_OPTIONS=suppressions=${CMAKE_CURRENT_SOURCE_DIR}/tsan.supp:history_size=4:second_deadlock_stack=1:die_after_fork=0")
elseif(WEIGHTYARD_SANITIZE)
    list(APPEND WEIGHTYARD_TEST_ENVIRONMENT "UBSAN_OPTIONS=print_stacktrace=1")
endif()
add_library(weightyard_qt_test_macros INTERFACE)
target_compile_options(weightyard_qt_test_macros INTERFACE -Wno-conversion -Wno-error=conversion)

# How much longer than on an idle machine of our own things may take here: a sanitizer makes a program several times slower, and
# slow machines say it by the variable of the same name when they configure. CTest's time-outs and every bound of a test
# (tests/support/patience.h) grow by it.
set(WEIGHTYARD_TEST_PATIENCE 1)
if(DEFINED ENV{WEIGHTYARD_TEST_PATIENCE})
    set(WEIGHTYARD_TEST_PATIENCE "$ENV{WEIGHTYARD_TEST_PATIENCE}")
elseif(WEIGHTYARD_SANITIZE)
    set(WEIGHTYARD_TEST_PATIENCE 3)
endif()
if(NOT WEIGHTYARD_TEST_PATIENCE MATCHES "^[1-9][0-9]?$")
    message(FATAL_ERROR "WEIGHTYARD_TEST_PATIENCE is '${WEIGHTYARD_TEST_PATIENCE}': a whole number from 1 to 99 is wanted")
endif()
list(APPEND WEIGHTYARD_TEST_ENVIRONMENT "WEIGHTYARD_TEST_PATIENCE=${WEIGHTYARD_TEST_PATIENCE}")

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

# What a "// label: WORD" line at the start of a test's line of comment may say:
#   threads  part of the ThreadSanitizer run        serial  nothing runs beside it (it measures time)
#   slow     left out of the test preset fast, and begun first: else the others end while it has minutes to go
set(WEIGHTYARD_TEST_LABELS threads serial slow exhaustive)

# weightyard_test_labels(<source> <variable>): the labels that a source names. A line that is meant as a label and is not
# read as one would switch a test off in silence: that is an error.
function(weightyard_test_labels source variable)
    set(labels "")
    file(STRINGS "${source}" marks REGEX "//[ /]*[Ll]abels?[ ]*:")
    foreach(mark IN LISTS marks)
        if(NOT mark MATCHES "^// label: ([a-z]+)( |$)" OR NOT CMAKE_MATCH_1 IN_LIST WEIGHTYARD_TEST_LABELS)
            message(FATAL_ERROR "${source}: '${mark}' is no label; a line '// label: WORD' with one of "
                                "${WEIGHTYARD_TEST_LABELS} is")
        endif()
        list(APPEND labels "${CMAKE_MATCH_1}")
    endforeach()
    set(${variable} "${labels}" PARENT_SCOPE)
endfunction()

# weightyard_tests(<label> TIMEOUT <seconds>): all tests/<label>/*.cpp become one executable, weightyard_<label>_tests, and
# each *_test.cpp among them one CTest test of its name. With QT_QPA_PLATFORM=xcb on one X server, which the first of them
# starts (tests/gui only).
function(weightyard_tests label)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "")
    set(folder "${CMAKE_CURRENT_SOURCE_DIR}/${label}")
    file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cpp")
    file(GLOB headers CONFIGURE_DEPENDS "${folder}/*.h")
    set(tests ${sources})
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

    set(libraries weightyard_test_support weightyard_cli weightyard_app weightyard_text weightyard_core)
    set(environment ${WEIGHTYARD_TEST_ENVIRONMENT})
    set(main core)
    set(launcher "")
    if(label STREQUAL "gui")
        list(PREPEND libraries weightyard_gui weightyard_ui)
        set(main gui)
        weightyard_display(launcher)
        if(launcher)
            list(TRANSFORM environment REPLACE "QT_QPA_PLATFORM=offscreen" "QT_QPA_PLATFORM=xcb")
        endif()
    endif()

    set(program weightyard_${label}_tests)
    add_executable(${program} ${sources} ${headers} "${CMAKE_CURRENT_SOURCE_DIR}/support/mains/${main}_main.cpp")
    target_link_libraries(${program} PRIVATE weightyard_options ${libraries})
    weightyard_precompile(${program} ${main}_test)
    # QTRY_VERIFY and its like narrow a time-out to int inside the macro, since Qt 6.7.
    if(Qt6_VERSION VERSION_GREATER_EQUAL 6.7 AND NOT MSVC)
        # As a linked target's, so that it comes after the -Wconversion of the others.
        target_link_libraries(${program} PRIVATE weightyard_qt_test_macros)
    endif()
    target_compile_definitions(
        ${program} PRIVATE WEIGHTYARD_TEST_PROGRAMS="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
                           WEIGHTYARD_TEST_DATA="${folder}" WEIGHTYARD_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                           WEIGHTYARD_BINARY_DIR="${CMAKE_BINARY_DIR}"
                           WEIGHTYARD_CLI="$<TARGET_FILE:weightyard-cli>")
    add_dependencies(${program} ${WEIGHTYARD_SUPPORT_PROGRAMS} weightyard-demo weightyard-cli weightyard)

    math(EXPR timeout "${arg_TIMEOUT} * ${WEIGHTYARD_TEST_PATIENCE}")
    # Qt ends a function after five minutes, whatever the patience: one may take as long as its whole test.
    list(APPEND environment "QTEST_FUNCTION_TIMEOUT=${timeout}000")
    foreach(source IN LISTS tests)
        get_filename_component(name "${source}" NAME_WE)
        weightyard_test_labels("${source}" labels)
        add_test(NAME ${name} COMMAND ${launcher} $<TARGET_FILE:${program}> ${name})
        set_tests_properties(${name} PROPERTIES LABELS "${label};${labels}" TIMEOUT ${timeout} ENVIRONMENT
                                                                                        "${environment}")
        if("slow" IN_LIST labels)
            set_tests_properties(${name} PROPERTIES COST 1000)
        endif()
        if("serial" IN_LIST labels)
            set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
        endif()
        if(launcher)
            set_tests_properties(${name} PROPERTIES FIXTURES_REQUIRED display RESOURCE_LOCK display)
        endif()
    endforeach()
endfunction()

# weightyard_display(<launcher variable>): one X server for all window tests, started before the first and ended after the
# last of them; the launcher is what a test is started by to use it. Empty without Xvfb: the tests run offscreen.
function(weightyard_display variable)
    set(${variable} "" PARENT_SCOPE)
    find_program(WEIGHTYARD_XVFB Xvfb)
    if(NOT WEIGHTYARD_XVFB)
        return()
    endif()
    set(display "${CMAKE_CURRENT_SOURCE_DIR}/support/programs/display")
    set(state "${CMAKE_CURRENT_BINARY_DIR}/display")
    add_test(NAME display_start COMMAND "${display}" start "${state}")
    add_test(NAME display_stop COMMAND "${display}" stop "${state}")
    set_tests_properties(display_start PROPERTIES FIXTURES_SETUP display LABELS gui TIMEOUT 60)
    set_tests_properties(display_stop PROPERTIES FIXTURES_CLEANUP display LABELS gui TIMEOUT 60)
    set(${variable} "${display}" run "${state}" PARENT_SCOPE)
endfunction()

# weightyard_fuzzers(SECONDS <n>): each tests/fuzz/<name>_fuzz.cpp defines LLVMFuzzerTestOneInput; its seeds are in
# tests/fuzz/seeds/<name>/. With WEIGHTYARD_FUZZ it is a libFuzzer program whose test fuzzes for n seconds (or those that the environment's
# WEIGHTYARD_FUZZ_SECONDS says when this is configured), starting from the seeds and keeping what it finds in the build folder; without, its
# test runs each seed once.
function(weightyard_fuzzers)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "SECONDS" "")
    set(seconds "${arg_SECONDS}")
    if(DEFINED ENV{WEIGHTYARD_FUZZ_SECONDS})
        set(seconds "$ENV{WEIGHTYARD_FUZZ_SECONDS}")
    endif()
    math(EXPR fuzz_timeout "${seconds} + 100")
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
            set(command ${target} -max_total_time=${seconds} -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
                        "-artifact_prefix=${CMAKE_CURRENT_BINARY_DIR}/${name}-" "${corpus}")
            if(IS_DIRECTORY "${seeds}")
                list(APPEND command "${seeds}")
            endif()
        else()
            target_sources(${target} PRIVATE "${folder}/replay/main.cpp")
            set(command ${target} "${seeds}")
        endif()
        add_test(NAME ${target} COMMAND ${command})
        set_tests_properties(${target} PROPERTIES LABELS fuzz TIMEOUT ${fuzz_timeout} ENVIRONMENT
                                                                        "${WEIGHTYARD_TEST_ENVIRONMENT}")
    endforeach()
endfunction()
