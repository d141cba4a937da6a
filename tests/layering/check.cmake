# cmake -DROOT=<tree> -DLAYERS=<WeightyardLayers.cmake> -P check.cmake
# Fails on every include that goes against the direction of dependencies, on paths of ours outside the two layouts, and on files of
# core, ui and app that have grown beyond one subject (350 lines, 15 of our headers in a header), and on sentences in core and app,
# which cannot be translated there (errors have codes; ui/text has the words), and on a class that is split over sources:
#   core/<folder> -> what WeightyardLayers.cmake allows;  ui -> ui, core;  app -> app, ui, core;  nothing -> tests
#   libgit2 headers only in core/git;  Qt Gui and Widgets not in core, ui/text, app/cli
cmake_minimum_required(VERSION 3.22)
include("${LAYERS}")

set(problems "")
set(checked 0)

function(complain file include reason)
    list(APPEND problems "${file}: #include ${include}: ${reason}")
    set(problems "${problems}" PARENT_SCOPE)
endfunction()

# The classes of Qt Gui and Widgets that can be included without naming the module.
set(gui_classes
    "Q(Gui|Widget|Application|Window|MainWindow|Dialog|Action|Icon|Pixmap|Image|Painter|Palette|Color|Font|Screen|Cursor"
    "|Clipboard|StyleHints|Style|AbstractItemView|ListView|TreeView|TableView|Label|PushButton|MessageBox|FileDialog"
    "|SystemTrayIcon|StandardItemModel|DesktopServices|KeyEvent|MouseEvent|Brush|Pen|TextDocument|Layout|Menu)"
)
string(JOIN "" gui_classes ${gui_classes})

# Ours is told from others' by the first folder: "net/http_client.h" is core/net, "ui/text/messages.h" is ui.
function(check_include file home include)
    string(REGEX REPLACE "^[<\"](.*)[>\"]$" "\\1" path "${include}")
    string(REGEX REPLACE "/.*" "" top "${path}")
    string(REGEX MATCH "^[^/]+" side "${home}")

    if(path MATCHES "(^|/)\\.\\./")
        complain("${file}" "${include}" "paths with .. hide where they lead")
    elseif(path MATCHES "^git2(/|\\.h$)" AND NOT home STREQUAL "core/git")
        complain("${file}" "${include}" "libgit2 is core/git's alone")
    elseif(home MATCHES "^(core|ui/text$|app/cli|app$)" AND path MATCHES "^(QtGui|QtWidgets)(/|$)|^${gui_classes}$")
        complain("${file}" "${include}" "no Qt Gui or Widgets here")
    elseif(top STREQUAL "core" OR (top STREQUAL "tests" AND path MATCHES "/"))
        complain("${file}" "${include}" "not a way to name a file of ours from here")
    elseif(path MATCHES "/" AND top MATCHES "^(app|ui)$")
        if(side STREQUAL "core" OR (side STREQUAL "ui" AND top STREQUAL "app"))
            complain("${file}" "${include}" "${side} may not use ${top}")
        elseif(home MATCHES "^(ui/text$|app/cli|app$)" AND path MATCHES "^(ui/|app/gui/)" AND NOT path MATCHES "^ui/text/")
            complain("${file}" "${include}" "of ui only ui/text is without widgets")
        endif()
    elseif(path MATCHES "/" AND top IN_LIST WEIGHTYARD_LAYERS AND side STREQUAL "core")
        string(REGEX REPLACE "^core/" "" folder "${home}")
        weightyard_layer_closure(${folder} allowed)
        if(NOT top IN_LIST allowed)
            complain("${file}" "${include}" "core/${folder} may not use core/${top}")
        endif()
    endif()
    set(problems "${problems}" PARENT_SCOPE)
endfunction()

# Files and folders that this program makes have their names in two layouts. LM Studio, too, has a settings.json. "scripts" is not looked
# for: resources have a folder of that name.
set(layouts core/base/config_layout.h core/store/library_layout.h core/store/library_layout.cpp core/library/foreign_stores.cpp)
string(
    JOIN "" our_names
    "[.]weightyard|window[.](ini|lock)"
    "|(settings|queue|libraries|facts|added|library|into|history|activity|hashes|updates|release|plan|moves|swap)[.]json"
    "|[.](partial|object|journal|wanted)\"|/(records|partials|staging|catalogues|previous|moving|removed|shares)[/\"]"
)

# A header's functions are in the source of its name. Seen of it: a member function that is defined unindented, with the name of its class
# in the line where its own begins; a class whose functions so seen are in two sources is refused. Twins are one source: NAME_posix.cpp,
# NAME_windows.cpp. Not seen: free functions, operators, a return type with parentheses. What a source declares itself is its own.
set(member "^([A-Za-z_][^=;\"()]*[ &*>])?[A-Z][A-Za-z0-9_]*(::[A-Z][A-Za-z0-9_]*)*::~?[A-Za-z0-9_]+[(]")
function(check_classes file)
    string(REGEX MATCH "^(core/[^/]+|app/[^/]+|ui)" room "${file}")
    string(REGEX REPLACE "(_posix|_windows)?[.]cpp$" "" source "${file}")
    file(STRINGS "${ROOT}/${file}" own REGEX "^(class|struct) [A-Z]")
    list(TRANSFORM own REPLACE "^(class|struct) ([A-Za-z0-9_]+).*" "\\2")
    file(STRINGS "${ROOT}/${file}" lines REGEX "${member}")
    foreach(line IN LISTS lines)
        string(REGEX MATCH "^[^(]*[(]" head "${line}")
        string(REGEX REPLACE ".*[ &*>]" "" head "${head}")
        string(REGEX REPLACE "::.*" "" class "${head}")
        if(class IN_LIST own)
            continue()
        endif()
        get_property(known GLOBAL PROPERTY "sources of ${room} ${class}")
        if(NOT source IN_LIST known)
            set_property(GLOBAL APPEND PROPERTY "sources of ${room} ${class}" "${source}")
            if(known)
                list(APPEND problems "${file}: functions of ${class}, which ${known}.cpp has: a class is in the source of its header's name")
            endif()
        endif()
    endforeach()
    set(problems "${problems}" PARENT_SCOPE)
endfunction()

# A text for users is a QString with two words in it. Logs take plain literals, protocols are compared as Latin-1.
set(sentence "(u|QStringLiteral\\()\"[^\"]*[a-z'][a-z'] [a-z'(][a-z'][^\"]*\"")
set(no_sentences core/base/error.cpp) # the line of a log
set(no_sentence "\"git credential\"|Windows error|tell application") # names of commands; what the system says

file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/core/*.h" "${ROOT}/core/*.cpp" "${ROOT}/ui/*.h" "${ROOT}/ui/*.cpp"
     "${ROOT}/app/*.h" "${ROOT}/app/*.cpp" "${ROOT}/tests/*.h" "${ROOT}/tests/*.cpp")
foreach(file IN LISTS files)
    math(EXPR checked "${checked} + 1")
    get_filename_component(home "${file}" DIRECTORY)
    if(home MATCHES "^core")
        string(REGEX MATCH "^core/[^/]+" folder "${home}")
        string(REPLACE "core/" "" layer "${folder}")
        if(NOT layer IN_LIST WEIGHTYARD_LAYERS)
            list(APPEND problems "${file}: not in a folder that WeightyardLayers.cmake knows")
            continue()
        endif()
        set(home "${folder}")
    endif()
    file(STRINGS "${ROOT}/${file}" lines REGEX "^[ \t]*#[ \t]*(include|include_next|import)[ \t]*[<\"]")
    set(own 0)
    foreach(line IN LISTS lines)
        string(REGEX MATCH "[<\"][^>\"]+[>\"]" include "${line}")
        check_include("${file}" "${home}" "${include}")
        if(include MATCHES "^\"")
            math(EXPR own "${own} + 1")
        endif()
    endforeach()
    if(NOT home MATCHES "^tests")
        file(READ "${ROOT}/${file}" content)
        string(REGEX REPLACE "[^\n]" "" ends "${content}")
        string(LENGTH "${ends}" length)
        if(length GREATER 350)
            list(APPEND problems "${file}: ${length} lines, at most 350: split it by responsibility")
        endif()
        if(file MATCHES "[.]h$" AND own GREATER 15)
            list(APPEND problems "${file}: includes ${own} of our headers, at most 15")
        endif()
    endif()
    if(home MATCHES "^(core|app)" AND NOT file IN_LIST no_sentences)
        file(STRINGS "${ROOT}/${file}" lines REGEX "^[^/]*${sentence}")
        foreach(line IN LISTS lines)
            if(NOT line MATCHES "${no_sentence}")
                string(STRIP "${line}" line)
                list(APPEND problems "${file}: ${line}: a sentence that cannot be translated here")
            endif()
        endforeach()
    endif()
    if(NOT home MATCHES "^tests" AND file MATCHES "[.]cpp$")
        check_classes("${file}")
    endif()
    if(NOT home MATCHES "^tests" AND NOT file IN_LIST layouts)
        file(STRINGS "${ROOT}/${file}" lines REGEX "^([^/]|/[^/])*\"[^\"]*(${our_names})") # no comment
        foreach(line IN LISTS lines)
            if(NOT line MATCHES "#[ \t]*include")
                string(STRIP "${line}" line)
                list(APPEND problems "${file}: ${line}: a path of ours that is not from a layout")
            endif()
        endforeach()
    endif()
endforeach()

# What a test gives something to end in grows with the machine's patience (tests/support/patience.h).
foreach(file IN LISTS files)
    if(file MATCHES "^tests/" AND NOT file MATCHES "^tests/bench/")
        file(STRINGS "${ROOT}/${file}" lines REGEX "elapsed[(][)] <=? *[0-9]")
        list(FILTER lines EXCLUDE REGEX "patien")
        foreach(line IN LISTS lines)
            string(STRIP "${line}" line)
            list(APPEND problems "${file}: ${line}: a bound of time without patient()")
        endforeach()
    endif()
endforeach()

if(checked EQUAL 0)
    message(FATAL_ERROR "no source files below ${ROOT}")
endif()
if(problems)
    list(JOIN problems "\n  " text)
    message(FATAL_ERROR "against the direction of dependencies, or not where it belongs:\n  ${text}")
endif()
message(STATUS "${checked} files, no include against the direction")
