// A mirror of objects, as the setting "mirrors" names it: a base address, with options behind a '#' that never leaves this machine.
//   https://mirror.example/hub            its LFS batch API is asked, else <base>/<model>/resolve/<commit>/<path>
//   https://bucket.example/lfs#static     <base>/<ab>/<cd>/<oid>, as git-lfs's own store lies: any web server
//   https://mirror.example#token          it may have a token; "#static,token" is both
// Values, pure, any thread.
#pragma once

#include "base/result.h"

#include <QUrl>

namespace weightyard::base {

constexpr int kMostMirrors = 16;

struct Mirror {
    QUrl base; ///< http or https, without '/' at its end
    bool isStatic = false;
    bool mayHaveToken = false;

    QString text() const; ///< as it is written in the settings
    /// Below the base; `path` is percent-encoded and begins with '/'.
    QUrl at(const QString &path) const;
    friend bool operator==(const Mirror &, const Mirror &) = default;
};

/// Nothing: it is no web address, or names an option that there is not. Usage for a user, a password or a query in it.
Result<std::optional<Mirror>> parseMirror(const QString &text);

/// In their order. Usage for one that is there twice, or too many; nothing for a text that is no mirror.
Result<std::optional<QList<Mirror>>> parseMirrors(const QStringList &texts);

} // namespace weightyard::base
