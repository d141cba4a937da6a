# What makes the build quick, by options of the presets:
#   WEIGHTYARD_PRECOMPILE  the headers below are read once for each kind of target (dev: quick edits)
#   WEIGHTYARD_UNITY       so many sources of a target are compiled as one (0: each by itself). What their templates need is
#                          then made once: eight take about as long as two. Many: quick from nothing; few: quick edits
#                          The presets and the packages have the same number: two names may clash in one batch and not in
#                          another, so what compiles for one compiles for all
# Sources must compile without either: clang-tidy and ./check --platforms read each by itself.
option(WEIGHTYARD_PRECOMPILE "Precompile the headers that most sources read" OFF)
set(WEIGHTYARD_UNITY 0 CACHE STRING "Compile so many sources as one, 0 for each by itself")

if(WEIGHTYARD_UNITY)
    set(CMAKE_UNITY_BUILD ON)
    set(CMAKE_UNITY_BUILD_BATCH_SIZE ${WEIGHTYARD_UNITY})
endif()
# A static library's objects do not wait for the libraries that it will be linked with.
set(CMAKE_OPTIMIZE_DEPENDENCIES ON)

# weightyard_precompiled(<kind> LINK <targets>... SEES <Qt modules>... HEADERS <headers>...)
# A compiler takes precompiled headers only where every macro that they have seen is defined alike. So they are made with what
# all targets of a kind link; of other modules they see just the headers.
function(weightyard_precompiled kind)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK;SEES;HEADERS")
    set(target weightyard_headers_${kind})
    set(source "${CMAKE_BINARY_DIR}/headers/${kind}.cpp")
    file(GENERATE OUTPUT "${source}" CONTENT "// Nothing: this target precompiles headers.\n")
    add_library(${target} OBJECT EXCLUDE_FROM_ALL "${source}")
    set_target_properties(${target} PROPERTIES AUTOMOC OFF UNITY_BUILD OFF)
    target_link_libraries(${target} PRIVATE weightyard_options weightyard_expected ${arg_LINK})
    foreach(module IN LISTS arg_SEES)
        target_include_directories(${target} SYSTEM
                                   PRIVATE "$<TARGET_PROPERTY:${module},INTERFACE_INCLUDE_DIRECTORIES>")
    endforeach()
    target_precompile_headers(${target} PRIVATE ${arg_HEADERS})
endfunction()

# weightyard_precompile(<target> core|gui|core_test|gui_test): the target reads the precompiled headers of its kind.
function(weightyard_precompile target kind)
    if(WEIGHTYARD_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM weightyard_headers_${kind})
    endif()
endfunction()

if(NOT WEIGHTYARD_PRECOMPILE)
    return()
endif()

# Chosen by what most sources include and what takes long to read.
set(WEIGHTYARD_HEADERS
    <algorithm> <array> <atomic> <chrono> <condition_variable> <deque> <functional> <memory> <mutex> <optional> <thread>
    <utility> <vector> <tl/expected.hpp>
    <QByteArray> <QCoreApplication> <QDateTime> <QDir> <QFile> <QFileInfo> <QHash> <QJsonArray> <QJsonDocument>
    <QJsonObject> <QList> <QObject> <QRegularExpression> <QSet> <QString> <QStringList> <QTimer> <QUrl>
    <QNetworkAccessManager> <QNetworkProxy> <QNetworkReply> <QNetworkRequest> <QSslConfiguration>)
set(WEIGHTYARD_WIDGET_HEADERS
    <QApplication> <QBoxLayout> <QLabel> <QPainter> <QPushButton> <QStyledItemDelegate> <QTreeView> <QWidget>)
weightyard_precompiled(core LINK Qt6::Core SEES Qt6::Network HEADERS ${WEIGHTYARD_HEADERS})
weightyard_precompiled(gui LINK Qt6::Core SEES Qt6::Network Qt6::Gui Qt6::Widgets HEADERS ${WEIGHTYARD_HEADERS} ${WEIGHTYARD_WIDGET_HEADERS})
