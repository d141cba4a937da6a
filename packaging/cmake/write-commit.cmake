# cmake -DSOURCE=... -DVERSION=... -DOUTPUT=... -P write-commit.cmake: a header with what the version number does not tell, rewritten only
# when that has changed. From git, or in an unpacked tarball of git's from .git_archival.txt.
cmake_policy(VERSION 3.22)
set(commit "")
set(described "")
find_program(GIT git)
if(GIT AND EXISTS "${SOURCE}/.git")
    execute_process(
        COMMAND "${GIT}" -C "${SOURCE}" rev-parse --short=10 HEAD
        OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    execute_process(
        COMMAND "${GIT}" -C "${SOURCE}" describe --tags --match v*
        OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
elseif(EXISTS "${SOURCE}/.git_archival.txt")
    file(READ "${SOURCE}/.git_archival.txt" text)
    if(text MATCHES "commit: ([0-9a-f]+)")
        string(SUBSTRING "${CMAKE_MATCH_1}" 0 10 commit)
    endif()
    if(text MATCHES "describe: (v[^\n]+)")
        set(described "${CMAKE_MATCH_1}")
    endif()
endif()
# "v0.1.0-5-gabc1234" is five commits after the tag.
set(since "")
if(described MATCHES "^v(.+)-([0-9]+)-(g[0-9a-f]+)$" AND CMAKE_MATCH_1 STREQUAL VERSION)
    set(since "+${CMAKE_MATCH_2}.${CMAKE_MATCH_3}")
endif()
file(CONFIGURE OUTPUT "${OUTPUT}" CONTENT "#pragma once
#define WEIGHTYARD_COMMIT \"${commit}\"
#define WEIGHTYARD_SINCE_TAG \"${since}\"
")
