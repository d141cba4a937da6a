// PageAddress: the address of a page that shows a repository, as it is copied from a browser, told by the shape of its path: a host of
// one's own cannot be told from its name. Forms: GitHub and mirrors of the Hub (/tree/REV, /blob/REV/FILE, /resolve/REV/FILE), GitLab
// (/-/tree/REV), Gitea and Forgejo (/src/branch/REV, /raw/tag/REV/FILE), Bitbucket (/src/REV), ModelScope (/models/OWNER/NAME/files,
// /file/view/REV/FILE), cgit (/NAME.git/tree). Pure, any thread.
#pragma once

#include <QStringList>
#include <optional>

namespace weightyard::catalog {

/// What follows /tree/, /blob/ or /resolve/. Decoded. A branch with a slash in it is known where the slash is encoded ("a%2Fb"), and
/// of refs/pr/N and refs/convert/NAME.
struct PagePath {
    QString revision;
    QString path;
    /// Both, where the address leaves open how much of it is the branch: "feature/x/sub". Empty: it is sure.
    QString open = {};
};
PagePath pagePathOf(const QStringList &encoded);

struct PageAddress {
    QStringList repository; ///< parts of its path, encoded
    QString revision = {};
    QString open = {};    ///< PagePath::open
    QString file = {};    ///< of a page of one file or folder: Gitea's do not say which
    bool isPlain = false; ///< it can mean nothing else; else the repository is a guess
};

/// `encoded`: the parts of the path. Nothing: it is taken for a repository's own address, as all are that end in ".git".
std::optional<PageAddress> pageAddress(const QString &host, const QStringList &encoded);

} // namespace weightyard::catalog
