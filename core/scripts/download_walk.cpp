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

/// Commands in front of a command.
bool isWrapper(const QString &name)
{
    static const QStringList names{u"sudo"_s,   u"env"_s,     u"nohup"_s,  u"exec"_s,  u"command"_s,
                                   u"nice"_s,   u"time"_s,    u"uvx"_s,    u"retry"_s, u"poetry"_s,
                                   u"conda"_s,  u"pipx"_s,    u"uv"_s,     u"pixi"_s,  u"ionice"_s,
                                   u"stdbuf"_s, u"timeout"_s, u"builtin"_s};
    return names.contains(name);
}

/// Commands whose end says something of the machine.
bool isQuestion(const QString &name)
{
    static const QStringList names{u"which"_s, u"type"_s, u"hash"_s, u"grep"_s,   u"egrep"_s,
                                   u"diff"_s,  u"cmp"_s,  u"ping"_s, u"pgrep"_s,  u"expr"_s,
                                   u"brew"_s,  u"dpkg"_s, u"let"_s,  u"select"_s, u"mountpoint"_s};
    return names.contains(name);
}

bool isShell(const QString &name)
{
    static const QStringList names{u"bash"_s, u"sh"_s, u"zsh"_s, u"dash"_s, u"ksh"_s, u"source"_s, u"."_s};
    return names.contains(name);
}

QString nameIn(const Value &word)
{
    return word.text.section(u'/', -1);
}

bool isWithin(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

bool isOption(const Value &word)
{
    return word.text.startsWith(u'-') && word.text.size() > 1;
}

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

DownloadWalk::DownloadWalk(const QString &scriptPath, const QUrl &hub) : ShellWalk(scriptPath)
{
    QString address = hub.toString(QUrl::FullyEncoded);
    while (address.endsWith(u'/'))
        address.chop(1);
    if (address != base::kHubUrl)
        values().set(kEndpoint, {{.text = address}});
}

DownloadWalk::Download *DownloadWalk::lastClone()
{
    const auto last = std::find_if(m_downloads.rbegin(), m_downloads.rend(),
                                   [](const Download &one) { return one.form == ScriptForm::Git; });
    return last == m_downloads.rend() ? nullptr : &*last;
}

Outcome DownloadWalk::called(const Call &call)
{
    if (call.name == "command"_L1 && call.words.value(1).text.startsWith("-v"_L1, Qt::CaseInsensitive))
        return Outcome::Depends;
    qsizetype at = 0;
    if (isWrapper(call.name)) { // up to a command that is known
        static const QStringList known{u"git"_s, u"git-lfs"_s, u"hf"_s, u"huggingface-cli"_s};
        while (at < call.words.size() && !known.contains(nameIn(call.words[at])))
            ++at;
        if (at == call.words.size())
            at = 0;
    }
    return dispatch(call, call.words.mid(at));
}

Outcome DownloadWalk::dispatch(const Call &call, const QList<Value> &words)
{
    const QString name = nameIn(words.first());
    if (isQuestion(name))
        return Outcome::Depends;
    if (name == "git"_L1)
        git(call, words.mid(1));
    else if (name == "git-lfs"_L1)
        lfs(call, words.mid(1), values().folder());
    else if (name == "hf"_L1 || name == "huggingface-cli"_L1)
        huggingFace(call, words.mid(1));
    else if (name == "mv"_L1 || name == "cp"_L1 || name == "rsync"_L1)
        move(words.mid(1));
    else if (name == "rm"_L1)
        remove(call, words.mid(1));
    else if (isShell(name) || name.endsWith(".sh"_L1) || name == "find"_L1 || name == "xargs"_L1)
        script(words);
    else
        otherTool(call, words);
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
    Download download{.form = ScriptForm::Git, .line = call.line, .problem = read.problem};
    download.repository = read.positional.value(0);
    if (read.positional.isEmpty())
        download.repository.unsure = u"git"_s;
    download.revision = read.revision;
    Value folder = read.positional.value(1);
    if (read.positional.size() < 2)
        folder = {.text = folderOfUrl(download.repository.text), .unsure = download.repository.unsure};
    const Value before = values().folder();
    values().enter(within);
    download.folder = values().pathOf(folder);
    values().enter(before);
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
    QList<Value> names = words;
    names.removeIf(isOption);
    const bool isThere =
        download != nullptr && (within == download->folder || within == download->lastFolder());
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
    Download download{.form = ScriptForm::HuggingFace, .line = call.line, .problem = read.problem};
    download.history = History::Removed;
    download.endpoint = values().variable(kEndpoint).value_or(Value());
    download.repository = read.positional.value(0);
    if (read.positional.isEmpty())
        download.repository.unsure = u"hf"_s;
    download.repoType = read.repoType;
    download.revision = read.revision;
    download.pick = read.pick;
    if (read.folder.isSure() && read.folder.text.isEmpty() && !download.problem)
        download.problem = ErrorCode::ScriptIntoCache;
    download.folder = values().pathOf(read.folder);
    const std::optional<Value> name = values().variable(u"MODEL_NAME"_s);
    download.name = name && name->isSure() ? name->text : QString();
    m_downloads.append(download);
}

// All of a clone to another folder: "mv temp/* temp/.* DIR", "mv temp DIR", "rsync -a temp/ DIR".
void DownloadWalk::move(QList<Value> words)
{
    Download *download = lastClone();
    if (download == nullptr)
        return;
    std::optional<Value> target;
    if (!words.isEmpty() && words.first().text == "-t"_L1 && words.size() > 1) {
        target = words[1];
        words = words.mid(2);
    }
    words.removeIf(isOption);
    if (!target && words.size() > 1)
        target = words.takeLast();
    if (!target || !download->folder.isSure() || !download->lastFolder().isSure())
        return;
    Value to = values().pathOf(*target);
    for (const Value &word : std::as_const(words)) {
        const Value source = values().pathOf(word);
        if (!source.isSure() && source.unsure == to.unsure) // mv "clone/$path" "folder/$path", in a loop
            to.unsure.clear();
        // pathOf() has taken "/*", "/." and "/.[!.]*" away.
        if (source.text == download->folder.text || source.text == download->lastFolder().text) {
            if (to.text != source.text)
                download->moves.append(to);
            return;
        }
        const QString &from = download->lastFolder().text;
        if (source.isSure() && isWithin(source.text, from) && !isWithin(to.text, from)
            && download->picked.isEmpty())
            download->picked = source.text.mid(from.size() + 1);
    }
}

void DownloadWalk::remove(const Call &call, const QList<Value> &words)
{
    Download *download = lastClone();
    if (download == nullptr)
        return;
    for (const Value &word : words) {
        if (isOption(word))
            continue;
        const Value path = values().pathOf(word);
        const bool isHistory =
            std::any_of(download->moves.cbegin(), download->moves.cend(),
                        [&](const Value &one) { return path.text == one.text + u"/.git"_s; })
            || path.text == download->folder.text + u"/.git"_s;
        if (isHistory)
            download->history = call.isGuessed ? History::Unsure : History::Removed;
    }
}

void DownloadWalk::script(const QList<Value> &words)
{
    const QString name = nameIn(words.first());
    if (name.endsWith(".sh"_L1)) {
        m_callsScripts = true;
        return;
    }
    const bool runs = isShell(name) || std::any_of(words.cbegin(), words.cend(), [](const Value &word) {
                          return isShell(nameIn(word));
                      });
    if (!runs || words.value(1).text == "-c"_L1)
        return;
    m_callsScripts = m_callsScripts || std::any_of(words.cbegin() + 1, words.cend(), [](const Value &word) {
                         return word.text.endsWith(".sh"_L1) || !word.isSure() || word.text == "{}"_L1;
                     });
    if (name == "source"_L1 || name == "."_L1)
        values().makeAllUnsure(name);
}

// What else downloads from the Hub: it is named, so that nobody thinks it was seen and done.
void DownloadWalk::otherTool(const Call &call, const QList<Value> &words)
{
    static const QStringList fetching{u"curl"_s, u"wget"_s, u"aria2c"_s, u"axel"_s, u"wget2"_s};
    const QString name = nameIn(words.first());
    for (const Value &word : words.mid(1)) {
        const QUrl url(word.text);
        if (fetching.contains(name) && base::isHubHost(url.host()) && word.text.contains("/resolve/"_L1)) {
            m_others.append({Cause(ErrorCode::ScriptPicksFiles, url.fileName()), call.line});
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
