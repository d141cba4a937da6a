#include "catalog/page_address.h"

#include <QRegularExpression>
#include <QUrl>
#include <algorithm>

namespace weightyard::catalog {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Pages with a revision behind their word.
bool isTreeWord(const QString &part)
{
    static const QStringList words{u"tree"_s,  u"blob"_s,    u"raw"_s,   u"resolve"_s,
                                   u"blame"_s, u"commits"_s, u"commit"_s};
    return words.contains(part);
}

/// Those of a history, whatever path is behind the revision.
bool isHistoryWord(const QString &part)
{
    return part == "commits"_L1 || part == "commit"_L1;
}

/// Gitea says what kind of revision it is: /src/branch/main.
bool isKind(const QString &part)
{
    return part == "branch"_L1 || part == "tag"_L1 || part == "commit"_L1;
}

bool isKindWord(const QString &part)
{
    return part == "src"_L1 || part == "media"_L1 || isTreeWord(part);
}

/// Pages beside the files.
bool isTab(const QString &part)
{
    static const QStringList words{
        u"issues"_s,      u"pulls"_s,    u"pull"_s,     u"merge_requests"_s, u"settings"_s,
        u"actions"_s,     u"releases"_s, u"wiki"_s,     u"discussions"_s,    u"branches"_s,
        u"tags"_s,        u"graphs"_s,   u"network"_s,  u"pulse"_s,          u"projects"_s,
        u"stargazers"_s,  u"forks"_s,    u"activity"_s, u"packages"_s,       u"security"_s,
        u"milestones"_s,  u"labels"_s,   u"compare"_s,  u"community"_s,      u"summary"_s,
        u"files"_s,       u"feedback"_s, u"src"_s,      u"pull-requests"_s,  u"pipelines"_s,
        u"tensorboard"_s, u"viewer"_s,   u"watchers"_s};
    return words.contains(part) || isTreeWord(part);
}

bool isModelScope(const QString &host)
{
    return host == "modelscope.cn"_L1 || host == "www.modelscope.cn"_L1 || host == "modelscope.ai"_L1
           || host == "www.modelscope.ai"_L1;
}

/// Hosts whose repositories are OWNER/NAME, all of them.
bool hasTwoParts(const QString &host)
{
    static const QStringList hosts{u"github.com"_s,   u"www.github.com"_s, u"bitbucket.org"_s,
                                   u"codeberg.org"_s, u"gitee.com"_s,      u"hf-mirror.com"_s};
    return hosts.contains(host) || isModelScope(host);
}

PageAddress treePage(const QStringList &repository, const QString &word, const QStringList &behind)
{
    const PagePath page = pagePathOf(behind);
    return {.repository = repository,
            .revision = page.revision,
            .open = isHistoryWord(word) ? QString() : page.open,
            .file = isHistoryWord(word) ? QString() : page.path,
            .isPlain = true};
}

// Behind "-", which no group or repository can be called.
PageAddress gitLabPage(const QStringList &repository, const QStringList &rest)
{
    if (isTreeWord(rest[0]) && rest.size() > 1)
        return treePage(repository, rest[0], rest.mid(1));
    return {.repository = repository};
}

// What a page word and the parts behind it say of the repository in front of them. Nothing: it is none.
std::optional<PageAddress> pageBehind(const QStringList &repository, const QStringList &rest,
                                      const QString &host)
{
    const QString &word = rest.first();
    const bool isSure = hasTwoParts(host);
    if (isKindWord(word) && rest.size() > 2 && isKind(rest[1]))
        return treePage(repository, word, rest.mid(2));
    if (word == "file"_L1 && rest.size() > 3 && rest[1] == "view"_L1) // ModelScope
        return treePage(repository, u"blob"_s, rest.mid(2));
    if (word == "releases"_L1 && rest.size() > 2 && rest[1] == "tag"_L1)
        return treePage(repository, u"tree"_s, rest.mid(2, 1));
    if (isTreeWord(word) && rest.size() > 1)
        return treePage(repository, word, rest.mid(1));
    if (word == "src"_L1 && rest.size() > 1 && isSure)
        return treePage(repository, word, rest.mid(1));
    if (word == "files"_L1 && rest.size() == 1 && isModelScope(host))
        return PageAddress{.repository = repository, .isPlain = true};
    if (isTab(word) || isSure)
        return PageAddress{.repository = repository};
    return {};
}

// A repository that is named with its ".git", and something behind that.
std::optional<PageAddress> behindGitSuffix(const QStringList &encoded)
{
    const auto named = std::find_if(encoded.cbegin(), encoded.cend(), [](const QString &part) {
        return part.size() > 4 && part.endsWith(".git"_L1);
    });
    if (named == encoded.cend())
        return {};
    return PageAddress{.repository = encoded.mid(0, named - encoded.cbegin() + 1)};
}

// ModelScope shows OWNER/NAME as models/OWNER/NAME, and clones it as OWNER/NAME.git.
std::optional<PageAddress> modelsPage(const QString &host, const QStringList &encoded)
{
    QStringList repository = encoded.mid(1, 2);
    repository.last() += ".git"_L1;
    if (encoded.size() == 3)
        return isModelScope(host) ? std::optional(PageAddress{.repository = repository, .isPlain = true})
                                  : std::nullopt;
    std::optional<PageAddress> page = pageBehind(repository, encoded.mid(3), host);
    if (page && !isModelScope(host)) { // a mirror of the Hub, or something like ModelScope
        page->repository = encoded.mid(1, 2);
        page->isPlain = false;
    }
    return page;
}

} // namespace

PagePath pagePathOf(const QStringList &encoded)
{
    const bool isRef = encoded.size() >= 3 && encoded[0] == "refs"_L1
                       && (encoded[1] == "pr"_L1 || encoded[1] == "convert"_L1);
    const qsizetype parts = isRef ? 3 : 1;
    PagePath page{.revision = QUrl::fromPercentEncoding(encoded.mid(0, parts).join(u'/').toUtf8()),
                  .path = QUrl::fromPercentEncoding(encoded.mid(parts).join(u'/').toUtf8())};
    // Beside a branch "main" there is no "main/x"; a name with an encoded slash is whole.
    static const QRegularExpression whole(u"^(?:main|master|[0-9a-f]{40}|.*/.*)$"_s);
    if (!isRef && !page.path.isEmpty() && !whole.match(page.revision).hasMatch())
        page.open = page.revision + u'/' + page.path;
    return page;
}

std::optional<PageAddress> pageAddress(const QString &host, const QStringList &encoded)
{
    if (encoded.size() < 2 || encoded.last().endsWith(".git"_L1))
        return {};
    if (std::optional<PageAddress> page = behindGitSuffix(encoded))
        return page;
    if (encoded.first() == "models"_L1 && encoded.size() > 2) {
        if (std::optional<PageAddress> page = modelsPage(host, encoded))
            return page;
    }
    if (const qsizetype mark = encoded.indexOf(u"-"_s); mark > 0 && mark + 1 < encoded.size())
        return gitLabPage(encoded.mid(0, mark), encoded.mid(mark + 1));
    const bool isDataset = encoded.first() == "datasets"_L1;
    for (qsizetype i = isDataset ? 3 : 2; i < encoded.size(); ++i) {
        if (std::optional<PageAddress> page = pageBehind(encoded.mid(0, i), encoded.mid(i), host))
            return page;
    }
    // A model of a mirror of the Hub that has no owner: gpt2/tree/main.
    if (encoded.size() > 2 && isTreeWord(encoded[1])) {
        PageAddress page = treePage(encoded.mid(0, 1), encoded[1], encoded.mid(2));
        page.isPlain = false;
        return page;
    }
    return {};
}

} // namespace weightyard::catalog
