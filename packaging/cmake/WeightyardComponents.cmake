# The libraries that the programs use: one table, from which the bill of materials of a release is written (weightyard.spdx.json in the
# build folder; SPDX 2.3, https://spdx.github.io/spdx-spec/v2.3/). LICENSE has their notices. Versions are those found here.

# Reads "#define <name> <number>" for each name, and joins the numbers by dots.
function(weightyard_defined_version out header)
    set(parts "")
    if(EXISTS "${header}")
        file(STRINGS "${header}" lines REGEX "#define ")
        foreach(name IN LISTS ARGN)
            if("${lines}" MATCHES "#define[ \t]+${name}[ \t]+\"?([0-9]+)")
                list(APPEND parts "${CMAKE_MATCH_1}")
            endif()
        endforeach()
    endif()
    list(JOIN parts "." version)
    set(${out} "${version}" PARENT_SCOPE)
endfunction()

weightyard_defined_version(expected_version "${WEIGHTYARD_EXPECTED_INCLUDE_DIR}/tl/expected.hpp" TL_EXPECTED_VERSION_MAJOR
                           TL_EXPECTED_VERSION_MINOR TL_EXPECTED_VERSION_PATCH)
set(libgit2_version "${libgit2_system_VERSION}")
set(libgit2_link DYNAMIC_LINK)
if(WEIGHTYARD_LIBGIT2_BUILT)
    set(libgit2_version "${WEIGHTYARD_LIBGIT2_VERSION}")
    set(libgit2_link STATIC_LINK)
endif()
# packaging/windows/libraries.sh: only Qt is in libraries of its own there.
set(system_link DYNAMIC_LINK)
if(WIN32)
    set(libgit2_link STATIC_LINK)
    set(system_link STATIC_LINK)
endif()

# Name | version | licence (SPDX) | how it is linked | where it comes from
set(WEIGHTYARD_COMPONENTS
    "Qt|${Qt6Core_VERSION}|LGPL-3.0-only|DYNAMIC_LINK|https://www.qt.io/"
    "libgit2|${libgit2_version}|GPL-2.0-only WITH GCC-exception-2.0|${libgit2_link}|https://libgit2.org/"
    "OpenSSL|${OPENSSL_VERSION}|Apache-2.0|${system_link}|https://www.openssl.org/"
    "xxHash|${xxhash_VERSION}|BSD-2-Clause|${system_link}|https://github.com/Cyan4973/xxHash"
    "expected|${expected_version}|CC0-1.0|STATIC_LINK|https://github.com/TartanLlama/expected")
if(Qt6Keychain_FOUND)
    list(APPEND WEIGHTYARD_COMPONENTS
         "QtKeychain|${Qt6Keychain_VERSION}|BSD-3-Clause|${system_link}|https://github.com/frankosterfeld/qtkeychain")
endif()
# What libgit2 is built with here, not by the system.
if(WIN32)
    set(libgit2_headers "${WEIGHTYARD_WINDOWS_PREFIX}/include")
    weightyard_defined_version(libgit2_pcre2_VERSION "${libgit2_headers}/pcre2.h" PCRE2_MAJOR PCRE2_MINOR)
    find_package(ZLIB REQUIRED)
elseif(WEIGHTYARD_LIBGIT2_BUILT)
    set(libgit2_headers /usr/include)
endif()
if(libgit2_headers)
    weightyard_defined_version(parser_version "${libgit2_headers}/http_parser.h" HTTP_PARSER_VERSION_MAJOR
                               HTTP_PARSER_VERSION_MINOR HTTP_PARSER_VERSION_PATCH)
    if(NOT ZLIB_VERSION) # CMake's name for it since 3.26
        set(ZLIB_VERSION "${ZLIB_VERSION_STRING}")
    endif()
    list(APPEND WEIGHTYARD_COMPONENTS
         "http-parser|${parser_version}|MIT|${system_link}|https://github.com/nodejs/http-parser"
         "PCRE2|${libgit2_pcre2_VERSION}|BSD-3-Clause|${system_link}|https://www.pcre.org/"
         "zlib|${ZLIB_VERSION}|Zlib|${system_link}|https://zlib.net/")
endif()

# weightyard_spdx_package(<id> <name> <version> <licence> <address>): appends to `packages`.
macro(weightyard_spdx_package id name version licence address)
    set(package "{}")
    set(noted_version "${version}")
    if(noted_version STREQUAL "")
        set(noted_version "NOASSERTION")
    endif()
    foreach(pair "SPDXID=SPDXRef-${id}" "name=${name}" "versionInfo=${noted_version}" "downloadLocation=NOASSERTION" "homepage=${address}"
                 "licenseConcluded=NOASSERTION" "licenseDeclared=${licence}" "copyrightText=NOASSERTION")
        string(REGEX MATCH "^([A-Za-z]+)=(.*)$" matched "${pair}")
        string(JSON package SET "${package}" "${CMAKE_MATCH_1}" "\"${CMAKE_MATCH_2}\"")
    endforeach()
    string(JSON package SET "${package}" filesAnalyzed false)
    string(JSON packages SET "${packages}" ${package_count} "${package}")
    math(EXPR package_count "${package_count} + 1")
endmacro()

# weightyard_spdx_relation(<from> <relation> <to>): appends to `relations`.
macro(weightyard_spdx_relation from relation to)
    string(JSON relations SET "${relations}" ${relation_count}
           "{\"spdxElementId\":\"SPDXRef-${from}\",\"relationshipType\":\"${relation}\",\"relatedSpdxElement\":\"SPDXRef-${to}\"}")
    math(EXPR relation_count "${relation_count} + 1")
endmacro()

function(weightyard_write_spdx file)
    set(packages "[]")
    set(relations "[]")
    set(package_count 0)
    set(relation_count 0)
    weightyard_spdx_package(weightyard weightyard "${PROJECT_VERSION}" MIT "https://github.com/weightyard/weightyard")
    weightyard_spdx_relation(DOCUMENT DESCRIBES weightyard)
    foreach(row IN LISTS WEIGHTYARD_COMPONENTS)
        string(REPLACE "|" ";" row "${row}")
        list(GET row 0 name)
        list(GET row 1 version)
        list(GET row 2 licence)
        list(GET row 3 link)
        list(GET row 4 address)
        weightyard_spdx_package("${name}" "${name}" "${version}" "${licence}" "${address}")
        weightyard_spdx_relation(weightyard "${link}" "${name}")
    endforeach()
    # SOURCE_DATE_EPOCH decides where it is set.
    string(TIMESTAMP created "%Y-%m-%dT%H:%M:%SZ" UTC)
    string(SHA256 digest "${PROJECT_VERSION}${CMAKE_SYSTEM_NAME}${CMAKE_SYSTEM_PROCESSOR}${created}${WEIGHTYARD_COMPONENTS}")
    string(SUBSTRING "${digest}" 0 16 digest)
    set(document "{}")
    foreach(pair "spdxVersion=SPDX-2.3" "dataLicense=CC0-1.0" "SPDXID=SPDXRef-DOCUMENT"
                 "name=weightyard-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}"
                 "documentNamespace=https://github.com/weightyard/weightyard/spdx/${PROJECT_VERSION}-${digest}")
        string(REGEX MATCH "^([A-Za-z]+)=(.*)$" matched "${pair}")
        string(JSON document SET "${document}" "${CMAKE_MATCH_1}" "\"${CMAKE_MATCH_2}\"")
    endforeach()
    string(JSON document SET "${document}" creationInfo
           "{\"created\":\"${created}\",\"creators\":[\"Organization: The Weightyard authors\"]}")
    string(JSON document SET "${document}" packages "${packages}")
    string(JSON document SET "${document}" relationships "${relations}")
    file(CONFIGURE OUTPUT "${file}" CONTENT "${document}\n" @ONLY)
endfunction()

weightyard_write_spdx("${CMAKE_BINARY_DIR}/weightyard.spdx.json")
