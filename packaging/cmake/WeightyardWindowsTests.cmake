# The unit tests as a program for Windows (packaging/windows/tests.sh runs it), without those that packaging/windows/tests-left-out.txt
# names. Included by tests/CMakeLists.txt, for Windows instead of all else there.
file(STRINGS "${CMAKE_SOURCE_DIR}/packaging/windows/tests-left-out.txt" lines REGEX "^[^#]")
set(left_out "")
foreach(line IN LISTS lines)
    if(line MATCHES "^(unit/[a-z0-9_]+_test)\t")
        list(APPEND left_out "${CMAKE_CURRENT_SOURCE_DIR}/${CMAKE_MATCH_1}.cpp")
    endif()
endforeach()
foreach(source IN LISTS left_out)
    if(NOT EXISTS "${source}")
        message(FATAL_ERROR "tests-left-out.txt: there is no ${source}")
    endif()
endforeach()

file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/unit/*.cpp")
list(REMOVE_ITEM sources ${left_out})
# What stages servers and other programs is left out with the tests that need it.
set(support test_registry temp_dir object_source child_process)
list(TRANSFORM support PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/support/")
list(TRANSFORM support APPEND ".cpp")

add_executable(weightyard_unit_tests ${sources} ${support} "${CMAKE_CURRENT_SOURCE_DIR}/support/mains/core_main.cpp")
target_include_directories(weightyard_unit_tests PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}/support")
target_link_libraries(weightyard_unit_tests PRIVATE weightyard_options weightyard_cli weightyard_app weightyard_text weightyard_core
                                                    Qt6::Core Qt6::Network Qt6::Test)
# Wine has the file system of the machine that compiles as drive Z.
set(drive "")
if(CMAKE_HOST_UNIX)
    set(drive "Z:")
endif()
target_compile_definitions(
    weightyard_unit_tests
    PRIVATE WEIGHTYARD_TEST_PROGRAMS="${drive}${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
            WEIGHTYARD_TEST_DATA="${drive}${CMAKE_CURRENT_SOURCE_DIR}/unit" WEIGHTYARD_SOURCE_DIR="${drive}${CMAKE_SOURCE_DIR}"
            WEIGHTYARD_BINARY_DIR="${drive}${CMAKE_BINARY_DIR}" WEIGHTYARD_CLI="${drive}${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/weightyard-cli.exe")
