// The parts of a path of the Hub's API: /api/models/<owner>/<name>[/<verb>[/<revision>[/<path>]]]. Pure functions.
#pragma once

#include <QByteArray>
#include <QString>

namespace weightyard::test {

struct ApiPath {
    QString repository; // "owner/name", of datasets "datasets/owner/name"; empty: of no repository
    QString
        verb; // "revision", "tree", "treesize", "paths-info", "refs", "auth-check"; empty: the model itself
    QString revision; // decoded; empty: HEAD
    QString path;     // in the repository, decoded
};

// `target` as it was sent: a revision with a slash is one part of it ("a%2Fb").
ApiPath parseApiPath(const QByteArray &target);

} // namespace weightyard::test
