#include "scripts/script_reader.h"

#include "base/error_code.h"
#include "scripts/download_walk.h"

#include <QRegularExpression>
#include <QStringDecoder>
#include <algorithm>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// Words that stand where a name is to be written: TEMPLATE_REPO_NAME, <owner>, {{repo}}, your-name.
bool isPlaceholder(const QString &repository)
{
    static const QRegularExpression marked(
        uR"([<>{}]|(^|/)(your|YOUR|my-org|MY_ORG)[-_/]|TEMPLATE|PLACEHOLDER)"_s);
    static const QRegularExpression shouted(
        uR"((^|/)(OWNER|NAME|REPO|MODEL|ORG|USER|USERNAME|[A-Z]+_[A-Z_]+)(/|$))"_s);
    return marked.match(repository).hasMatch() || shouted.match(repository).hasMatch();
}

bool findsScripts(const QString &text)
{
    static const QRegularExpression finds(uR"(find\s[^\n]*-i?name\s+["']?[\w*.-]*\.sh)"_s);
    static const QRegularExpression lists(uR"(\bin\s[^\n;]*\*[^\n;]*/[\w*-]*\.sh)"_s);
    return finds.match(text).hasMatch() || lists.match(text).hasMatch();
}

/// Turns what the walk met into downloads that are sure, and into words on those that are not.
class Sorter
{
public:
    Sorter(const QString &text, const QString &path, const QUrl &hub, const ScriptSource &source)
        : m_text(text),
          m_path(path),
          m_hub(hub),
          m_source(source)
    {}

    ScriptReading read(const Block &block);
    void notSure(const Cause &cause, int line, ErrorKind kind = ErrorKind::Usage)
    {
        m_reading.unsure.append({.kind = kind, .cause = cause, .context = {.path = m_path, .line = line}});
    }
    ScriptReading &reading() { return m_reading; }

private:
    void add(const DownloadWalk::Download &download, const DownloadWalk &walk);
    bool isKnown(const catalog::ModelLocation &location, const QString &folder);
    Result<catalog::ModelLocation> locationOf(const DownloadWalk::Download &download) const;
    std::optional<Cause> problemOf(const DownloadWalk::Download &download) const;
    bool asksHub(const DownloadWalk::Download &download, const QUrl &url) const;

    const QString &m_text;
    const QString &m_path;
    const QUrl &m_hub;
    const ScriptSource &m_source;
    bool m_isTemplate = false;
    ScriptReading m_reading;
};

Result<catalog::ModelLocation> Sorter::locationOf(const DownloadWalk::Download &download) const
{
    QString text = download.repository.text;
    const QString type = download.repoType.text;
    if (type == "dataset"_L1)
        text.prepend(u"datasets/"_s);
    else if (!type.isEmpty() && type != "model"_L1)
        return fail(ErrorKind::Usage, Cause(ErrorCode::ScriptNotModel, type));
    const bool isElsewhere = catalog::isHubEndpoint(download.endpoint.text);
    Result<catalog::ModelLocation> location =
        catalog::parseModelLocation(text, isElsewhere ? QUrl(download.endpoint.text) : m_hub);
    if (!location)
        return location;
    const QStringList picked = location->pick.variants + location->pick.paths;
    if (!location->pick.isWhole())
        return fail(ErrorKind::Usage, Cause(ErrorCode::ScriptPicksFiles, picked.value(0)));
    location->pick = download.pick;
    location->credential.reset(); // a script's password is not ours to keep
    if (!download.revision.text.isEmpty())
        location->revision = download.revision.text;
    if (location->revision.startsWith(u'-') || location->revision.contains(u' '))
        return fail(ErrorKind::Usage, Cause(ErrorCode::BadRevision, location->revision));
    return location;
}

// git knows nothing of HF_ENDPOINT: there the script has written it into the address.
bool Sorter::asksHub(const DownloadWalk::Download &download, const QUrl &url) const
{
    const QUrl named = download.form == ScriptForm::Git ? QUrl(download.repository.text) : url;
    return named.scheme() == m_hub.scheme() && named.authority() == m_hub.authority();
}

std::optional<Cause> Sorter::problemOf(const DownloadWalk::Download &download) const
{
    if (!download.repository.isSure())
        return Cause(ErrorCode::ScriptRepositoryUnsure, download.repository.unsure);
    if (!download.repoType.isSure())
        return Cause(ErrorCode::ScriptRepositoryUnsure, download.repoType.unsure);
    if (!download.endpoint.isSure())
        return Cause(ErrorCode::ScriptRepositoryUnsure, download.endpoint.unsure);
    if (!download.revision.isSure())
        return Cause(ErrorCode::ScriptRevisionUnsure, download.revision.unsure);
    if (download.problem)
        return download.problem;
    if (!download.withoutCheckout.isEmpty())
        return Cause(ErrorCode::ScriptNoWorkTree, download.withoutCheckout);
    QStringList places;
    for (const Value &move : download.places.moves()) {
        if (!move.isSure())
            return Cause(ErrorCode::ScriptFolderUnsure, move.unsure);
        if (!places.contains(move.text))
            places.append(move.text);
    }
    if (places.size() > 1)
        return Cause(ErrorCode::ScriptSeveralFolders, places.join(u", "_s));
    if (places.isEmpty() && !download.places.picked().isEmpty())
        return Cause(ErrorCode::ScriptPicksFiles, download.places.picked());
    if (!download.places.first().isSure())
        return Cause(ErrorCode::ScriptFolderUnsure, download.places.first().unsure);
    if (download.places.history() == DownloadWalk::History::Unsure)
        return Cause(ErrorCode::ScriptHistoryUnsure);
    const bool withoutFiles = m_text.contains("GIT_LFS_SKIP_SMUDGE=1"_L1) && !m_text.contains("lfs pull"_L1)
                              && !m_text.contains("lfs fetch"_L1) && !m_text.contains("lfs checkout"_L1);
    if (withoutFiles && download.form == ScriptForm::Git)
        return Cause(ErrorCode::ScriptNoWorkTree, u"GIT_LFS_SKIP_SMUDGE"_s);
    return {};
}

// What was read before: tried in two ways, or some more of its files.
bool Sorter::isKnown(const catalog::ModelLocation &location, const QString &folder)
{
    for (ScriptDownload &one : m_reading.downloads) {
        catalog::ModelLocation same = location;
        same.pick = one.location.pick;
        if (one.folder != folder || one.location != same)
            continue;
        const base::PickWishes both = base::withWish({one.location.pick}, location.pick);
        if (both.size() > 1)
            continue;
        one.location.pick = both.value(0);
        return true;
    }
    return false;
}

void Sorter::add(const DownloadWalk::Download &download, const DownloadWalk &walk)
{
    const bool isHuggingFace = download.form == ScriptForm::HuggingFace;
    if (download.repository.isSure() && isPlaceholder(download.repository.text)) {
        m_isTemplate = true;
        return;
    }
    const bool withLfs = isHuggingFace || walk.usesLfs() || m_text.contains("git-lfs"_L1);
    const Result<catalog::ModelLocation> location = locationOf(download);
    const bool onHub = location && location->onHub;
    if (!onHub && !withLfs) // some other program's sources
        return;
    const std::optional<Cause> problem = problemOf(download);
    if (problem)
        return notSure(*problem, download.line);
    if (!location)
        return notSure(location.error().cause, download.line, location.error().kind);
    const QString folder = download.places.last().text;
    if (isKnown(*location, folder))
        return;
    m_reading.downloads.append({.form = download.form,
                                .location = *location,
                                .folder = folder,
                                .cloneFolder = download.places.first().text,
                                .removesHistory = download.places.history() == DownloadWalk::History::Removed,
                                .asksHub = asksHub(download, location->url),
                                .name = download.name,
                                .script = m_path,
                                .line = download.line});
}

ScriptReading Sorter::read(const Block &block)
{
    DownloadWalk walk(m_path, m_hub, m_source);
    if (!walk.walk(block)) {
        notSure(ErrorCode::ScriptTooInvolved, 1);
        m_reading.kind = ScriptKind::Models;
        return m_reading;
    }
    for (const DownloadWalk::Download &download : walk.downloads())
        add(download, walk);
    // What a script builds beside the models of the Hub is no model.
    const auto onHub = [](const ScriptDownload &one) { return one.location.onHub; };
    QList<ScriptDownload> &downloads = m_reading.downloads;
    if (std::any_of(downloads.cbegin(), downloads.cend(), onHub))
        downloads.removeIf([&](const ScriptDownload &one) { return !onHub(one); });
    for (const auto &[cause, line] : walk.others())
        notSure(cause, line);
    for (const auto &[command, line] : walk.unread())
        notSure(Cause(ErrorCode::ScriptRunsUnread, command), line);
    if (!m_reading.downloads.isEmpty() || !m_reading.unsure.isEmpty())
        m_reading.kind = ScriptKind::Models;
    else if (m_isTemplate)
        m_reading.kind = ScriptKind::Template;
    else if (walk.callsScripts() && m_text.contains("download"_L1, Qt::CaseInsensitive))
        m_reading.kind = findsScripts(m_text) ? ScriptKind::CallsAll : ScriptKind::CallsSome;
    return m_reading;
}

} // namespace

Result<QString> scriptText(const QByteArray &bytes, const QString &path)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless); // takes a byte order mark away
    QString text = decoder.decode(bytes);
    if (decoder.hasError() || text.contains(QChar(u'\0')) || text.contains(QChar::ReplacementCharacter))
        return fail(ErrorKind::Usage, ErrorCode::ScriptNotText, {.path = path});
    return text.replace("\r\n"_L1, "\n"_L1);
}

bool mayDownload(QByteArrayView bytes)
{
    const auto has = [&](QByteArrayView text) { return bytes.contains(text); };
    const bool clones = has("clone") && (has("lfs") || has("huggingface.co") || has("hf.co"));
    const bool calls = has(".sh") && has("download");
    return clones || calls || has("huggingface-cli") || has("hf download") || has("/resolve/")
           || has("snapshot_download") || has("hf_hub_download");
}

bool mayCall(QByteArrayView bytes)
{
    const auto has = [&](QByteArrayView text) { return bytes.contains(text); };
    return has("hf") || has("clone") || has("download") || has("source ") || has(".sh");
}

ScriptReading readScript(const QString &text, const QString &path, const QUrl &hub,
                         const ScriptSource &source)
{
    Sorter sorter(text, path, hub, source);
    const Result<Block> block = parseShell(text);
    if (block)
        return sorter.read(*block);
    sorter.notSure(block.error().cause, block.error().context.line);
    sorter.reading().kind = ScriptKind::Models;
    return sorter.reading();
}

} // namespace weightyard::scripts
