// A model that only alice may read, and a credential helper that notes what it is told.
#pragma once

#include "small_model.h"

namespace weightyard::test {

struct PrivateModel : SmallModel {
    static QByteArray secret() { return "s3cr3tOfAlice"; }
    PrivateModel();
};

/// Configured in the .gitconfig of the home folder of `cli`; knows one credential.
struct NotingHelper {
    NotingHelper(const CliRun &cli, const QByteArray &user, const QByteArray &password);
    QByteArray told() const;
    qsizetype count(const QByteArray &verb) const; ///< "get", "store", "erase"

    QString calls;
};

} // namespace weightyard::test
