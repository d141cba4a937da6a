# weightyard_libgit2: libgit2 >= 1.9.0 (the first whose shallow fetch keeps its roots right). The system's when it is new
# enough, else the static build that packaging/deps/libgit2.sh leaves in build/deps, shared by all presets.
set(WEIGHTYARD_LIBGIT2_MINIMUM 1.9.0)
set(WEIGHTYARD_DEPS_DIR "${CMAKE_SOURCE_DIR}/build/deps" CACHE PATH "Where libgit2 is built when the system's is too old")

add_library(weightyard_libgit2 INTERFACE)
pkg_check_modules(libgit2_system QUIET IMPORTED_TARGET "libgit2>=${WEIGHTYARD_LIBGIT2_MINIMUM}")
if(libgit2_system_FOUND)
    message(STATUS "libgit2: the system's, ${libgit2_system_VERSION}")
    target_link_libraries(weightyard_libgit2 INTERFACE PkgConfig::libgit2_system)
    if(WIN32) # packaging/windows/libraries.sh builds a static one
        target_link_libraries(weightyard_libgit2 INTERFACE ${libgit2_system_STATIC_LDFLAGS})
    endif()
    return()
endif()

execute_process(
    COMMAND "${CMAKE_SOURCE_DIR}/packaging/deps/libgit2.sh" "${WEIGHTYARD_DEPS_DIR}"
    OUTPUT_VARIABLE prefix
    OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE failed)
if(failed)
    message(FATAL_ERROR "libgit2 ${WEIGHTYARD_LIBGIT2_MINIMUM} or newer is not installed and could not be built (see above)")
endif()
message(STATUS "libgit2: static build in ${prefix}")
# Told by packages that have it inside.
set(WEIGHTYARD_LIBGIT2_BUILT ON)
file(STRINGS "${prefix}/include/git2/version.h" WEIGHTYARD_LIBGIT2_VERSION REGEX "define LIBGIT2_VERSION[ \t]+\"")
string(REGEX REPLACE ".*\"(.*)\".*" "\\1" WEIGHTYARD_LIBGIT2_VERSION "${WEIGHTYARD_LIBGIT2_VERSION}")

find_package(ZLIB REQUIRED)
pkg_check_modules(libgit2_pcre2 REQUIRED IMPORTED_TARGET libpcre2-8)
find_library(WEIGHTYARD_HTTP_PARSER http_parser REQUIRED)
target_include_directories(weightyard_libgit2 SYSTEM INTERFACE "${prefix}/include")
target_link_libraries(
    weightyard_libgit2
    INTERFACE "${prefix}/lib/libgit2.a"
              PkgConfig::libgit2_pcre2
              "${WEIGHTYARD_HTTP_PARSER}"
              OpenSSL::Crypto
              ZLIB::ZLIB
              Threads::Threads)
