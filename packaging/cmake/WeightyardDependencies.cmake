# Finds what the project links. libgit2 is in its own module: see WeightyardLibgit2.cmake.

# Homebrew keeps OpenSSL out of the default search paths.
if(APPLE)
    find_program(WEIGHTYARD_BREW brew)
    if(WEIGHTYARD_BREW)
        execute_process(
            COMMAND "${WEIGHTYARD_BREW}" --prefix openssl@3
            OUTPUT_VARIABLE brew_openssl
            OUTPUT_STRIP_TRAILING_WHITESPACE)
        list(APPEND CMAKE_PREFIX_PATH "${brew_openssl}")
    endif()
endif()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network Concurrent Widgets)
if(WEIGHTYARD_TESTS OR WEIGHTYARD_DEMO)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
endif()
# Tells the light or dark scheme of a Linux desktop, which Qt does not know before 6.5.
find_package(Qt6 6.4 QUIET OPTIONAL_COMPONENTS DBus)
# The system's keychain; without it there is no sign-in.
find_package(Qt6Keychain QUIET)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
if(WIN32) # a static one (packaging/windows/libraries.sh)
    set_property(TARGET OpenSSL::Crypto APPEND PROPERTY INTERFACE_LINK_LIBRARIES ws2_32 crypt32)
endif()
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)

pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
add_library(weightyard_xxhash ALIAS PkgConfig::xxhash)

# Header only (Debian: libexpected-dev; Homebrew: tl-expected).
find_path(WEIGHTYARD_EXPECTED_INCLUDE_DIR tl/expected.hpp REQUIRED)
add_library(weightyard_expected INTERFACE)
target_include_directories(weightyard_expected SYSTEM INTERFACE "${WEIGHTYARD_EXPECTED_INCLUDE_DIR}")

include(WeightyardLibgit2)
