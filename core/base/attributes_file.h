// Which of a repository's files are git's own words about the others (gitattributes(5)): they lie in any folder, and go with the git
// history. Pure; any thread.
#pragma once

#include <QStringView>

namespace weightyard::base {

/// `path`: in the repository, with slashes.
inline bool isAttributesFile(QStringView path)
{
    constexpr QStringView name = u".gitattributes";
    return path == name || (path.endsWith(name) && path.chopped(name.size()).endsWith(u'/'));
}

} // namespace weightyard::base
