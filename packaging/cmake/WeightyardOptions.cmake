# weightyard_options: the warnings, strict Qt macros, hardening and sanitizers that every target of ours is built with.
add_library(weightyard_options INTERFACE)

target_compile_definitions(
    weightyard_options
    INTERFACE
        QT_NO_CAST_FROM_ASCII
        QT_NO_CAST_TO_ASCII
        QT_NO_URL_CAST_FROM_STRING
        QT_NO_KEYWORDS
        QT_NO_FOREACH
        # What Qt deprecated after 6.4, the oldest we build with, has no replacement there.
        QT_WARN_DEPRECATED_UP_TO=0x060400
        WEIGHTYARD_VERSION="${PROJECT_VERSION}")

if(MSVC)
    target_compile_options(weightyard_options INTERFACE /W4 /permissive- /Zc:__cplusplus /utf-8)
    if(WEIGHTYARD_WERROR)
        target_compile_options(weightyard_options INTERFACE /WX)
    endif()
else()
    target_compile_options(
        weightyard_options
        INTERFACE
            -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wold-style-cast
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            # Designated initialisers leave fields out on purpose; compilers of 2022 warn about those too.
            -Wno-missing-field-initializers)
    if(WEIGHTYARD_WERROR)
        target_compile_options(weightyard_options INTERFACE -Werror)
    endif()
endif()

# GCC takes a source that is compiled with others for a header, where a type of an unnamed namespace would be a fault.
if(WEIGHTYARD_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # Collecting garbage takes a tenth of the time of a large batch, for a quarter of a GiB.
    target_compile_options(weightyard_options INTERFACE -Wno-subobject-linkage "SHELL:--param ggc-min-heapsize=1048576")
endif()

# How each compiler tells ccache of precompiled headers.
if(WEIGHTYARD_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(weightyard_options INTERFACE -fpch-preprocess)
elseif(WEIGHTYARD_PRECOMPILE AND CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND NOT MSVC)
    target_compile_options(weightyard_options INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
endif()

if(WEIGHTYARD_SANITIZE)
    # Undefined behaviour ends the program: a message that scrolls by fails no test.
    set(sanitize "-fsanitize=${WEIGHTYARD_SANITIZE}" -fno-sanitize-recover=all)
    target_compile_options(weightyard_options INTERFACE ${sanitize})
    target_link_options(weightyard_options INTERFACE ${sanitize})
endif()

# What is for users ends where it would write past an end. Only in optimised builds, which fortifying needs; not beside sanitizers,
# which look for the same and want the plain calls. What the compiler or the flags of a distribution define already is theirs.
if(NOT MSVC AND NOT WEIGHTYARD_SANITIZE AND NOT WEIGHTYARD_FUZZ)
    set(optimised "$<CONFIG:Release,RelWithDebInfo,MinSizeRel>")
    target_compile_definitions(weightyard_options INTERFACE "$<${optimised}:_GLIBCXX_ASSERTIONS>")
    if(NOT WIN32) # MinGW's of these two need a library of their own
        include(CheckCXXSourceCompiles)
        string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
        set(CMAKE_REQUIRED_FLAGS "${CMAKE_CXX_FLAGS_${type}} -O2") # Ubuntu's compiler defines it by itself, with any of these
        check_cxx_source_compiles("#ifdef _FORTIFY_SOURCE\n#error it is\n#endif\nint main() { return 0; }" WEIGHTYARD_NOT_FORTIFIED)
        unset(CMAKE_REQUIRED_FLAGS)
        if(WEIGHTYARD_NOT_FORTIFIED)
            target_compile_definitions(weightyard_options INTERFACE "$<${optimised}:_FORTIFY_SOURCE=2>")
        endif()
        if(NOT "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}" MATCHES "-fstack-protector")
            target_compile_options(weightyard_options INTERFACE "$<${optimised}:-fstack-protector-strong>")
        endif()
    endif()
endif()
if(WEIGHTYARD_FUZZ)
    if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "WEIGHTYARD_FUZZ needs Clang (libFuzzer)")
    endif()
    target_compile_options(weightyard_options INTERFACE -fsanitize=fuzzer-no-link)
    target_link_options(weightyard_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
