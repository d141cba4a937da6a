#include "catalog/model_location.h"

#include "base/config_layout.h"
#include "base/control_characters.h"
#include "base/error_code.h"
#include "base/hub_host.h"
#include "base/redact.h"
#include "catalog/page_address.h"

#include <QRegularExpression>
#include <algorithm>

namespace weightyard::catalog {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr auto kHubLink = "weightyard://hub/"_L1;
constexpr qsizetype kLongestPart = 255; // bytes; what file systems hold

bool isHubHost(const QString &host, const QUrl &hub)
{
    return base::isHubHost(host) || host == hub.host();
}

// One name of a path below the library. Decoded exactly once: "%252e" stays "%2e" and is harmless.
Result<QString> pathPart(const QString &encoded)
{
    const QString part = QUrl::fromPercentEncoding(encoded.toUtf8());
    const QString folded = part.toLower();
    if (part.isEmpty() || part == "."_L1 || part == ".."_L1 || folded.startsWith(".git"_L1)
        || folded.startsWith(base::kStateFolderName) || part.contains(u'/'))
        return fail(ErrorKind::Unsafe, Cause(ErrorCode::NotPartOfPath, encoded));
    if (base::hasControls(part) || part.contains(QChar::ReplacementCharacter))
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::NotFolderName, QString::fromLatin1(QUrl::toPercentEncoding(part))));
    if (part.toUtf8().size() > kLongestPart)
        return fail(ErrorKind::Usage, Cause(ErrorCode::FolderNameTooLong, part.left(40)));
    return part;
}

// A folder's name on every system: a repository may be called what Windows or exFAT cannot hold.
QString asFolderName(QString part)
{
    for (QChar &c : part) {
        if (u"\\:<>\"|?*"_s.contains(c))
            c = u'_';
    }
    if (part.endsWith(u'.') || part.endsWith(u' '))
        part.back() = u'_';
    return part;
}

// The Hub has no such names: it is a slip, or another program's way to write something.
Result<void> checkHubName(const QString &part)
{
    for (const QChar c : part) {
        if (u"\\:<>\"|?*"_s.contains(c))
            return fail(ErrorKind::Usage, Cause(ErrorCode::HubNameCharacter, c, part));
    }
    if (part.endsWith(u'.') || part.endsWith(u' '))
        return fail(ErrorKind::Usage, Cause(ErrorCode::HubNameEnd, part.back(), part));
    return {};
}

Result<QStringList> pathParts(const QStringList &encoded)
{
    QStringList parts;
    for (const QString &one : encoded) {
        const Result<QString> part = pathPart(one);
        if (!part)
            return fail(part.error());
        parts.append(*part);
    }
    return parts;
}

QString withoutGitSuffix(QString name)
{
    if (name.endsWith(".git"_L1) && name.size() > 4)
        name.chop(4);
    return name;
}

// What a page's address says is used as the name of a revision and a path.
Result<void> checkPage(const QString &revision, const QString &path)
{
    if (base::hasControls(revision) || revision.startsWith(u'-'))
        return fail(ErrorKind::Unsafe,
                    Cause(ErrorCode::BadRevision, QString::fromLatin1(QUrl::toPercentEncoding(revision))));
    if (base::hasControls(path))
        return fail(ErrorKind::Unsafe,
                    Cause(ErrorCode::NotPartOfPath, QString::fromLatin1(QUrl::toPercentEncoding(path))));
    return {};
}

// "Q4_K_M" of "NAME:Q4_K_M", as Ollama and llama.cpp choose a variant; taken off the name.
QString takeTag(QString &name)
{
    const qsizetype colon = name.indexOf(u':');
    const QString tag = colon > 0 ? name.mid(colon + 1) : QString();
    if (!tag.isEmpty())
        name.truncate(colon);
    return tag;
}

Result<ModelLocation> hubLocation(QStringList encoded, const QUrl &hub)
{
    static const QStringList pages{u"tree"_s,  u"blob"_s,    u"resolve"_s, u"raw"_s,
                                   u"blame"_s, u"commits"_s, u"commit"_s};
    static const QStringList filePages{u"blob"_s, u"resolve"_s, u"raw"_s, u"tree"_s, u"blame"_s};
    static const QStringList tabs{u"discussions"_s, u"viewer"_s, u"tensorboard"_s, u"metrics"_s};
    static const QStringList notModels{u"spaces"_s,   u"docs"_s, u"blog"_s,   u"papers"_s, u"collections"_s,
                                       u"settings"_s, u"api"_s,  u"models"_s, u"join"_s,   u"login"_s};
    QString prefix;
    if (!encoded.isEmpty() && encoded.first() == "datasets"_L1) {
        prefix = u"datasets/"_s;
        encoded.removeFirst();
    } else if (!encoded.isEmpty() && encoded.first() == "models"_L1 && encoded.size() > 2) {
        encoded.removeFirst(); // ".../models/owner/name" is what some listings copy
    }
    if (encoded.isEmpty() || notModels.contains(encoded.first()))
        return fail(ErrorKind::Usage, ErrorCode::HubPageNotModel);

    // A model without owner ("gpt2") has its page word in second place.
    const bool bare =
        encoded.size() == 1 || pages.contains(encoded[1]) || (!prefix.isEmpty() && encoded[1] == "viewer"_L1);
    QStringList name = encoded.mid(0, bare ? 1 : 2);
    name.last() = withoutGitSuffix(name.last());
    const QStringList rest = encoded.mid(name.size());
    PagePath page;
    if (!rest.isEmpty() && pages.contains(rest.first()))
        page = pagePathOf(rest.mid(1));
    else if (!rest.isEmpty() && !tabs.contains(rest.first()))
        return fail(ErrorKind::Usage, Cause(ErrorCode::NotPageOfModel, rest.join(u'/')));
    if (const Result<void> good = checkPage(page.revision, page.path); !good)
        return fail(good.error());

    Result<QStringList> parts = pathParts(name);
    if (!parts)
        return fail(parts.error());
    const QString tag = takeTag(parts->last());
    for (const QString &part : *parts) {
        if (const Result<void> good = checkHubName(part); !good)
            return fail(good.error());
    }
    const QString modelPath = prefix + parts->join(u'/');
    ModelLocation location{
        .url = hubUrl(hub, modelPath), .modelPath = modelPath, .revision = page.revision, .onHub = true};
    if (!tag.isEmpty())
        location.pick.variants.append(tag);
    if (filePages.contains(rest.value(0)) && !page.path.isEmpty())
        location.pick.paths.append(page.path);
    location.openPage = page.open;
    return location;
}

Result<ModelLocation> otherLocation(const QUrl &url, const QStringList &encoded)
{
    if (encoded.isEmpty())
        return fail(ErrorKind::Usage, ErrorCode::UrlWithoutRepository, {.url = base::redacted(url)});
    QStringList names = encoded;
    names.last() = withoutGitSuffix(names.last());
    Result<QStringList> parts = pathParts(names);
    if (!parts)
        return fail(parts.error());
    std::transform(parts->cbegin(), parts->cend(), parts->begin(), asFolderName);
    QString host = url.host().toLower().replace(u':', u'_');
    if (host.endsWith(u'.')) // a name spelled as a root: the same server, but no folder name everywhere
        host.chop(1);
    if (url.port() != -1)
        host += u'_' + QString::number(url.port());
    return ModelLocation{
        .url = url, .modelPath = host + u'/' + parts->join(u'/'), .revision = {}, .onHub = false};
}

// The same for a page that shows a repository.
Result<ModelLocation> pageOrRepository(const QUrl &url, const QStringList &encoded)
{
    const std::optional<PageAddress> page = pageAddress(url.host().toLower(), encoded);
    if (!page)
        return otherLocation(url, encoded);
    QUrl repository = url;
    repository.setPath(u'/' + page->repository.join(u'/'), QUrl::TolerantMode);
    Result<ModelLocation> location = otherLocation(repository, page->repository);
    if (!location)
        return location;
    if (const Result<void> good = checkPage(page->revision, page->file); !good)
        return fail(good.error());
    if (!page->isPlain)
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::PageOfRepository, repository.toString(QUrl::FullyEncoded)));
    location->revision = page->revision;
    if (!page->file.isEmpty())
        location->pick.paths.append(page->file);
    location->openPage = page->open;
    return location;
}

// git@host:path and ssh://[user@]host/path. Nothing: the text has neither form.
std::optional<Result<ModelLocation>> sshLocation(const QString &text, const QUrl &hub)
{
    static const QRegularExpression scp(uR"(^(?:[\w.-]+@)([\w.-]+):(?!//)/?(.+)$)"_s);
    static const QRegularExpression ssh(uR"(^(?:git\+)?ssh://(?:[\w.-]+@)?([\w.-]+)(?::\d+)?/(.+)$)"_s);
    QRegularExpressionMatch match = scp.match(text);
    if (!match.hasMatch())
        match = ssh.match(text);
    if (!match.hasMatch())
        return {};
    if (!isHubHost(match.captured(1).toLower(), hub))
        return fail(ErrorKind::Usage, ErrorCode::SshAddress);
    return hubLocation(match.captured(2).split(u'/', Qt::SkipEmptyParts), hub);
}

// A browser hands a link over as an address: encoded, and with what stands behind "?" and "#".
Result<ModelLocation> linkedLocation(const QString &behindLink, const QUrl &hub)
{
    static const QRegularExpression queryOrFragment(uR"([?#].*$)"_s);
    const QString path = QString(behindLink).remove(queryOrFragment);
    return hubLocation(path.split(u'/', Qt::SkipEmptyParts), hub);
}

} // namespace

std::optional<QString> behindHubLink(const QString &text)
{
    const QString trimmed = text.trimmed();
    return trimmed.startsWith(kHubLink, Qt::CaseInsensitive) ? std::optional(trimmed.mid(kHubLink.size()))
                                                             : std::nullopt;
}

QUrl hubUrl(const QUrl &hub, const QString &modelPath)
{
    QUrl url = hub;
    url.setPath(hub.path() + u'/' + modelPath);
    return url;
}

bool isHubEndpoint(const QString &hfEndpoint)
{
    const QUrl url(hfEndpoint.trimmed(), QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty()
           && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
}

QUrl hubEndpoint(const QString &hfEndpoint)
{
    if (!isHubEndpoint(hfEndpoint))
        return QUrl(QString(base::kHubUrl));
    QUrl url(hfEndpoint.trimmed(), QUrl::StrictMode);
    url = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment
                       | QUrl::StripTrailingSlash);
    if (url.path() == "/"_L1) // which adjusted() leaves
        url.setPath({});
    return url;
}

Result<ModelLocation> parseModelLocation(const QString &input, const QUrl &hub)
{
    const QString text = input.trimmed();
    if (text.isEmpty() || base::hasControls(text))
        return fail(ErrorKind::Usage, ErrorCode::ModelAddressEmpty);
    if (const auto link = behindHubLink(text))
        return linkedLocation(*link, hub);
    if (const auto ssh = sshLocation(text, hub))
        return *ssh;

    // hf:// and @ as huggingface_hub's file system has them (HfFileSystem); a shell ends a folder's name with "/".
    static const QRegularExpression ownerName(
        uR"(^(?:hf://)?((?:(?:datasets|models|spaces)/)?\w[\w.-]*/\w[\w.-]*(?::\w[\w.-]*)?)(?:@((?:refs/(?:pr|convert)/)?\w[\w.-]*))?/?$)"_s);
    static const QRegularExpression schemeless(uR"(^(?:www\.)?(?:huggingface\.co|hf\.co)/)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    if (schemeless.match(text).hasMatch())
        return parseModelLocation(u"https://"_s + text, hub);
    if (const auto name = ownerName.match(text); name.hasMatch()) {
        Result<ModelLocation> location = hubLocation(name.captured(1).split(u'/'), hub);
        if (location && !name.captured(2).isEmpty())
            location->revision = name.captured(2);
        return location;
    }

    const QUrl given(text, QUrl::TolerantMode);
    if (!given.isValid() || given.host().isEmpty()
        || (given.scheme() != "http"_L1 && given.scheme() != "https"_L1))
        return fail(ErrorKind::Usage, Cause(ErrorCode::NotModelAddress, base::redactedText(text)));
    const QUrl url = given.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment
                                    | QUrl::StripTrailingSlash);
    QStringList encoded = url.path(QUrl::FullyEncoded).split(u'/', Qt::SkipEmptyParts);

    // A mirror may live below a path of its host.
    const QStringList hubPath = hub.path(QUrl::FullyEncoded).split(u'/', Qt::SkipEmptyParts);
    const bool sameAsHub =
        base::Origin::of(url) == base::Origin::of(hub) && encoded.mid(0, hubPath.size()) == hubPath;
    if (sameAsHub)
        encoded.remove(0, hubPath.size());
    const bool isHub =
        sameAsHub || (given.port() == -1 && isHubHost(url.host().toLower(), QUrl(QString(base::kHubUrl))));
    // A Hub page names the Hub that is configured, so that a mirror (HF_ENDPOINT) serves pasted pages too.
    Result<ModelLocation> location = isHub ? hubLocation(encoded, hub) : pageOrRepository(url, encoded);
    const bool staysThere =
        !isHub || sameAsHub || isHubHost(location ? location->url.host() : QString(), QUrl());
    if (location && staysThere)
        location->credential = base::credentialIn(given, u"url"_s); // a mirror must not see the Hub's token
    return location;
}

} // namespace weightyard::catalog
