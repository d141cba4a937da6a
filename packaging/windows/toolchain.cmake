# Compiles for Windows on Debian (package g++-mingw-w64-x86-64-posix: C++ threads need its variant). WEIGHTYARD_WINDOWS_PREFIX is where
# build.sh installs the libraries; programs of the machine that compiles are taken from its own folders.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(triple x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${triple}-gcc-posix)
set(CMAKE_CXX_COMPILER ${triple}-g++-posix)
set(CMAKE_RC_COMPILER ${triple}-windres)

list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES WEIGHTYARD_WINDOWS_PREFIX)
set(CMAKE_FIND_ROOT_PATH /usr/${triple} "${WEIGHTYARD_WINDOWS_PREFIX}")
set(CMAKE_PREFIX_PATH "${WEIGHTYARD_WINDOWS_PREFIX}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# Nothing of the machine's own libraries.
set(ENV{PKG_CONFIG_LIBDIR} "${WEIGHTYARD_WINDOWS_PREFIX}/lib/pkgconfig:/usr/${triple}/lib/pkgconfig")
set(ENV{PKG_CONFIG_PATH} "")
