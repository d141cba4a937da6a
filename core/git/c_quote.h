// git's C-style quoting of names ("a\"b", "\303\244"), as in .gitattributes. Pure, any thread.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <optional>

namespace weightyard::git {

struct Unquoted {
    QByteArray text;
    qsizetype length = 0; ///< of the quoted form, both quotes included
};

/// `text` begins with the opening quote. Nothing when it is malformed or has no end.
std::optional<Unquoted> unquotedC(QByteArrayView text);

} // namespace weightyard::git
