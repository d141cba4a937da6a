#include "store/link_rules.h"

#include "base/error_code.h"
#include "store/path_spelling.h"

#include <QStringList>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kMostHops = 40; // as the kernel: more is ELOOP, which leads nowhere

// Walks as the kernel would: each link on the way is replaced by its target, and ".." is taken from where that led.
// (A textual check would let "a/link/../x" pass, wherever link points.)
Result<void> follow(const QString &link, const QHash<QString, QString> &links)
{
    QStringList at = link.split(u'/');
    at.removeLast();
    QStringList left = partsAnywhere(links.value(link));
    for (int hops = 0; !left.isEmpty();) {
        const QString part = left.takeFirst();
        if (part.isEmpty() || part == "."_L1)
            continue;
        if (isGitFolderName(part))
            return fail(ErrorKind::Unsafe, ErrorCode::LinkIntoGit, {.path = link});
        if (part == ".."_L1) {
            if (at.isEmpty())
                return fail(ErrorKind::Unsafe, ErrorCode::LinkOut, {.path = link});
            at.removeLast();
            continue;
        }
        at.append(part);
        const auto next = links.constFind(at.join(u'/'));
        if (next == links.constEnd())
            continue;
        if (++hops > kMostHops)
            return {};
        at.removeLast();
        left = partsAnywhere(*next) + left;
    }
    return {};
}

} // namespace

Result<void> checkLinks(const QHash<QString, QString> &links)
{
    for (auto link = links.cbegin(); link != links.cend(); ++link) {
        if (isAbsoluteAnywhere(*link))
            return fail(ErrorKind::Unsafe, ErrorCode::LinkAbsolute, {.path = link.key()});
    }
    const QStringList paths = links.keys();
    for (const QString &path : paths) {
        if (const Result<void> fine = follow(path, links); !fine)
            return fine;
    }
    return {};
}

} // namespace weightyard::store
