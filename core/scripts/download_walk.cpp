#include "scripts/download_walk.h"

#include "base/attributes_file.h"
#include "base/error_code.h"
#include "base/hub_host.h"
#include "scripts/download_options.h"

#include <QDir>
#include <QUrl>
#include <algorithm>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;

namespace {

constexpr QLatin1StringView kEndpoint{"HF_ENDPOINT"};
const QString kDotGlob = u"shopt -s dotglob"_s; // no name of a variable

// What git names a clone's folder by itself.
QString folderOfUrl(const QString &url)
{
    QString name = url;
    while (name.endsWith(u'/'))
        name.chop(1);
    name = name.section(u'/', -1).section(u':', -1);
    if (name.endsWith(".git"_L1))
        name.chop(4);
    return name;
}

} // namespace

DownloadWalk::DownloadWalk(const QString &scriptPath, const QUrl &hub, ScriptSource source)
    : CommandWalk(scriptPath, std::move(source))
{
    QString address = hub.toString(QUrl::FullyEncoded);
    while (address.endsWith(u'/'))
        address.chop(1);
    if (address != base::kHubUrl)
        values().set(kEndpoint, {{.text = address}});
    values().setExported(kEndpoint);
}

DownloadWalk::Download *DownloadWalk::lastClone()
{
    const auto last = std::find_if(m_downloads.rbegin(), m_downloads.rend(),
                                   [](const Download &one) { return one.form == ScriptForm::Git; });
    return last == m_downloads.rend() ? nullptr : &*last;
}

Outcome DownloadWalk::program(const Call &call)
{
    const QString name = nameIn(call.words.first());
    const QList<Value> words = call.words.mid(1);
    if (name == "git"_L1)
        git(call, words);
    else if (name == "git-lfs"_L1)
        lfs(call, words, values().folder());
    else if (name == "hf"_L1 || name == "huggingface-cli"_L1)
        huggingFace(call, words);
    else if (name == "mv"_L1 || name == "cp"_L1 || name == "rsync"_L1 || name == "ditto"_L1)
        move(call);
    else if (name == "rm"_L1 || name == "rmdir"_L1)
        remove(call);
    else if (name == "shopt"_L1 || name == "setopt"_L1 || name == "unsetopt"_L1)
        setDotGlob(call);
    else if (name == "mkdir"_L1)
        for (const Value &word : words)
            m_made.append(isOption(word) ? QString() : values().pathOf(word).text);
    else
        otherTool(call, call.words);
    return Outcome::Success;
}

void DownloadWalk::git(const Call &call, QList<Value> words)
{
    Value within = values().folder();
    while (!words.isEmpty() && isOption(words.first())) {
        const QString option = words.takeFirst().text;
        const bool takesValue = option == "-C"_L1 || option == "-c"_L1 || option == "--git-dir"_L1
                                || option == "--work-tree"_L1 || option == "--namespace"_L1;
        if (!takesValue || words.isEmpty())
            continue;
        const Value value = words.takeFirst();
        if (option == "-C"_L1)
            within = values().pathOf(value);
    }
    if (words.isEmpty())
        return;
    const QString command = words.takeFirst().text;
    if (command == "clone"_L1) {
        clone(call, words, within);
    } else if (command == "lfs"_L1) {
        lfs(call, words, within);
    } else if (command == "fetch"_L1) {
        if (words.size() > 1 && !isOption(words.last()))
            m_fetched = words.last();
    } else if (command == "checkout"_L1 || command == "switch"_L1 || command == "reset"_L1) {
        checkout(words, within);
    } else if (command == "sparse-checkout"_L1 && words.size() > 1) {
        Download *download = lastClone();
        if (download != nullptr && !download->problem)
            download->problem = Cause(ErrorCode::ScriptPicksFiles, words.last().text + words.last().unsure);
    }
}

void DownloadWalk::clone(const Call &call, const QList<Value> &words, const Value &within)
{
    const DownloadWords read = cloneWords(words);
    Value repository = read.positional.value(0);
    if (read.positional.isEmpty())
        repository.unsure = u"git"_s;
    Value folder = read.positional.value(1);
    if (read.positional.size() < 2)
        folder = {.text = folderOfUrl(repository.text), .unsure = repository.unsure};
    const Value before = values().folder();
    values().enter(within);
    const ClonePlaces places(values().pathOf(folder), History::Kept);
    values().enter(before);
    Download download{.form = ScriptForm::Git,
                      .line = call.line,
                      .repository = repository,
                      .revision = read.revision,
                      .places = places,
                      .problem = read.problem};
    const std::optional<Value> name = values().variable(u"MODEL_NAME"_s);
    download.name = name && name->isSure() ? name->text : QString();
    download.withoutCheckout = read.withoutCheckout;
    chooseFiles(download);
    m_downloads.append(download);
}

// The files that a script of ours names (resources/scripts/model.sh), by the variable that it keeps them in.
void DownloadWalk::chooseFiles(Download &download)
{
    const std::optional<Value> files = values().variable(u"FILES"_s);
    if (download.withoutCheckout.isEmpty() || !files || download.problem)
        return;
    if (!files->isSure()) {
        download.problem = Cause(ErrorCode::ScriptPicksFiles, files->unsure);
        return;
    }
    QStringList &paths = download.pick.paths;
    paths = files->text.split(u'\n', Qt::SkipEmptyParts);
    paths.removeDuplicates();
    const auto isAttributes = [](const QString &path) { return base::isAttributesFile(path); };
    if (!std::all_of(paths.cbegin(), paths.cend(), isAttributes)) // which come along with others
        paths.removeIf(isAttributes);
}

void DownloadWalk::lfs(const Call &call, const QList<Value> &words, const Value &within)
{
    m_usesLfs = true;
    const QString command = words.value(0).text;
    if (command == "clone"_L1)
        return clone(call, words.mid(1), within);
    if (command != "pull"_L1 && command != "fetch"_L1)
        return;
    for (qsizetype i = 1; i < words.size(); ++i) {
        const QString &option = words[i].text;
        const bool picks = option.startsWith("-I"_L1) || option.startsWith("-X"_L1)
                           || option.startsWith("--include"_L1) || option.startsWith("--exclude"_L1);
        Download *download = lastClone();
        if (picks && download != nullptr && !download->problem)
            download->problem =
                Cause(ErrorCode::ScriptPicksFiles,
                      option.contains(u'=') ? option.section(u'=', 1) : words.value(i + 1).text);
    }
}

void DownloadWalk::checkout(const QList<Value> &words, const Value &within)
{
    Download *download = lastClone();
    const auto dashes =
        std::find_if(words.cbegin(), words.cend(), [](const Value &word) { return word.text == "--"_L1; });
    QList<Value> names(words.cbegin(), dashes);
    names.removeIf(isOption);
    const bool isThere =
        download != nullptr && (within == download->places.first() || within == download->places.last());
    if (dashes != words.cend()) { // paths: files of the commit that is there are put back
        const bool isAll =
            std::any_of(dashes, words.cend(), [](const Value &word) { return word.text == "."_L1; });
        if (isThere && isAll)
            download->withoutCheckout.clear();
        if (names.isEmpty() || names.first().text == "HEAD"_L1)
            return;
        names.append(names.first());
    }
    if (isThere)
        download->withoutCheckout.clear();
    if (!isThere || names.isEmpty())
        return;
    if (names.size() > 1) // paths, or a new branch
        download->revision.unsure = names.last().text;
    else
        download->revision = names.first().text == "FETCH_HEAD"_L1 ? m_fetched : names.first();
}

void DownloadWalk::huggingFace(const Call &call, const QList<Value> &words)
{
    if (words.value(0).text != "download"_L1)
        return;
    const DownloadWords read = huggingFaceWords(words.mid(1));
    Download download{.form = ScriptForm::HuggingFace,
                      .line = call.line,
                      .places = {values().pathOf(read.folder), History::Removed},
                      .problem = read.problem};
    download.endpoint = values().variable(kEndpoint).value_or(Value());
    download.repository = read.positional.value(0);
    if (read.positional.isEmpty())
        download.repository.unsure = u"hf"_s;
    download.repoType = read.repoType;
    download.revision = read.revision;
    download.pick = read.pick;
    if (read.folder.isSure() && read.folder.text.isEmpty() && !download.problem)
        download.problem = ErrorCode::ScriptIntoCache;
    const std::optional<Value> name = values().variable(u"MODEL_NAME"_s);
    download.name = name && name->isSure() ? name->text : QString();
    m_downloads.append(download);
}

// The folder of the script is, and those that it has made.
bool DownloadWalk::isThere(const Value &folder) const
{
    const auto isWithin = [&](const QString &path) {
        return path == folder.text || path.startsWith(folder.text + u'/') || folder.text == "/"_L1;
    };
    const QString own = values().script().section(u'/', 0, -2);
    return folder.isSure() && (isWithin(own) || std::any_of(m_made.cbegin(), m_made.cend(), isWithin));
}

// Whether "*" is any name.
Value DownloadWalk::dotGlob() const
{
    const std::optional<Value> ignored = values().variable(u"GLOBIGNORE"_s);
    if (ignored && !ignored->text.isEmpty()) // which switches it on
        return {.text = u"on"_s,
                .unsure = ignored->text.contains(".git"_L1) ? ignored->text : ignored->unsure};
    return values().variable(kDotGlob).value_or(Value());
}

void DownloadWalk::setDotGlob(const Call &call)
{
    const QString name = nameIn(call.words.first());
    bool isOn = name == "setopt"_L1;
    for (const Value &word : call.words.mid(1)) {
        const QString text = word.text.toLower().remove(u'_');
        isOn = isOn || text == "-s"_L1;
        if (text == "dotglob"_L1 || text == "globdots"_L1)
            values().set(kDotGlob, {{.text = isOn ? u"on"_s : QString()}});
    }
}

// All of a clone to another folder: "mv temp/* temp/.* DIR", "mv temp DIR", "rsync -a temp/ DIR".
void DownloadWalk::move(const Call &call)
{
    Download *download = lastClone();
    std::optional<FileMove> move = FileMove::of(nameIn(call.words.first()), call.words.mid(1), values());
    if (download == nullptr || !move)
        return;
    const Value dots = dotGlob();
    move->withDots = dots.isSure() && !dots.text.isEmpty();
    move->isDotsUnsure = !dots.isSure();
    move->isGuessed = call.isGuessed;
    download->places.move(*move, isThere(move->target));
}

void DownloadWalk::remove(const Call &call)
{
    Download *download = lastClone();
    const Value dots = dotGlob();
    for (const Value &word : call.words.mid(1)) {
        if (isOption(word))
            continue;
        const FileWord removed = FileWord::of(word, values());
        const QString &path = removed.folder.text;
        if (removed.names.isEmpty() && !removed.isUnread)
            m_made.removeIf([&](const QString &one) { return one == path || one.startsWith(path + u'/'); });
        if (download != nullptr && nameIn(call.words.first()) == "rm"_L1)
            download->places.remove(removed, dots.isSure() && !dots.text.isEmpty(), call.isGuessed);
    }
}

void DownloadWalk::foundRemoved(const Value &start, const QString &name, bool isGuessed)
{
    if (Download *download = lastClone(); download != nullptr)
        download->places.removeBelow(values().pathOf(start), name, isGuessed);
}

// What else downloads from the Hub: it is named, so that nobody thinks it was seen and done.
void DownloadWalk::otherTool(const Call &call, const QList<Value> &words)
{
    static const QStringList fetching{u"curl"_s, u"wget"_s, u"aria2c"_s, u"axel"_s, u"wget2"_s};
    const QString name = nameIn(words.first());
    for (const Value &word : words.mid(1)) {
        const QUrl url(word.text);
        const bool isFile = word.text.contains("/resolve/"_L1) || !word.isSure();
        if (fetching.contains(name) && base::isHubHost(url.host()) && isFile) {
            const QString what = word.isSure() ? url.fileName() : word.unsure;
            m_others.append({Cause(ErrorCode::ScriptPicksFiles, what), call.line});
            return;
        }
        if (name.startsWith("python"_L1)
            && (word.text.contains("snapshot_download"_L1) || word.text.contains("hf_hub_download"_L1))) {
            m_others.append({Cause(ErrorCode::ScriptOtherTool, name), call.line});
            return;
        }
    }
}

} // namespace weightyard::scripts
