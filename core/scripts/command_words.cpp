#include "scripts/command_words.h"

#include "base/hub_host.h"

#include <QRegularExpression>
#include <QUrl>
#include <algorithm>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestLookedAt = 16 * 1024;

/// What the word says, also where it is not sure.
QString written(const Value &word)
{
    return word.unsure.startsWith(word.text) ? word.text + u' ' + word.unsure : word.text + word.unsure;
}

} // namespace

bool isOneOf(const QString &name, std::initializer_list<QLatin1StringView> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isWrapper(const QString &name)
{
    return isOneOf(name, {"sudo"_L1,
                          "doas"_L1,
                          "env"_L1,
                          "nohup"_L1,
                          "exec"_L1,
                          "command"_L1,
                          "nice"_L1,
                          "time"_L1,
                          "uvx"_L1,
                          "retry"_L1,
                          "poetry"_L1,
                          "conda"_L1,
                          "pipx"_L1,
                          "uv"_L1,
                          "pixi"_L1,
                          "ionice"_L1,
                          "stdbuf"_L1,
                          "timeout"_L1,
                          "builtin"_L1,
                          "setsid"_L1,
                          "caffeinate"_L1,
                          "chronic"_L1,
                          "unbuffer"_L1,
                          "torsocks"_L1,
                          "chrt"_L1,
                          "taskset"_L1,
                          "proxychains"_L1,
                          "proxychains4"_L1,
                          "systemd-inhibit"_L1,
                          "gtimeout"_L1,
                          "micromamba"_L1,
                          "mamba"_L1,
                          "pdm"_L1,
                          "rye"_L1,
                          "hatch"_L1,
                          "flock"_L1});
}

bool isQuestion(const QString &name)
{
    return isOneOf(name,
                   {"which"_L1, "type"_L1, "hash"_L1, "grep"_L1, "egrep"_L1, "diff"_L1, "cmp"_L1, "ping"_L1,
                    "pgrep"_L1, "expr"_L1, "brew"_L1, "dpkg"_L1, "let"_L1, "select"_L1, "mountpoint"_L1});
}

bool isShell(const QString &name)
{
    return isOneOf(name, {"bash"_L1, "sh"_L1, "zsh"_L1, "dash"_L1, "ksh"_L1});
}

bool isInner(const QString &name)
{
    return isShell(name) || name.endsWith(".sh"_L1)
           || isOneOf(name, {"git"_L1, "git-lfs"_L1, "hf"_L1, "huggingface-cli"_L1, "mv"_L1, "cp"_L1,
                             "rsync"_L1, "rm"_L1, "mkdir"_L1, "xargs"_L1, "find"_L1, "eval"_L1, "source"_L1,
                             "python"_L1, "python3"_L1, "curl"_L1, "wget"_L1, "aria2c"_L1});
}

bool isPrinter(const QString &name)
{
    return isOneOf(name, {"echo"_L1, "printf"_L1, "print"_L1, "cat"_L1, "tee"_L1, "logger"_L1, "say"_L1,
                          "notify-send"_L1, "sed"_L1, "awk"_L1, "tr"_L1, "cut"_L1, "head"_L1, "tail"_L1,
                          "sort"_L1, "wc"_L1});
}

bool looksLikeModel(const Value &word)
{
    static const QRegularExpression id(uR"(^[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*$)"_s);
    return base::isHubHost(QUrl(word.text).host()) || (word.isSure() && id.match(word.text).hasMatch());
}

bool isNamedForDownloads(const QString &name)
{
    static const QRegularExpression words(u"download|fetch|clone|model|pull|^get"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return words.match(name).hasMatch();
}

qsizetype innerAt(const QList<Value> &words)
{
    for (qsizetype at = 1; at < words.size(); ++at) {
        if (isInner(words[at].text.section(u'/', -1)))
            return at;
    }
    return -1;
}

bool isCommon(const QString &name)
{
    return isOneOf(name,
                   {"ls"_L1,     "chmod"_L1,  "chown"_L1,    "touch"_L1,   "ln"_L1,       "du"_L1,
                    "stat"_L1,   "file"_L1,   "tar"_L1,      "unzip"_L1,   "gzip"_L1,     "sha256sum"_L1,
                    "shasum"_L1, "md5sum"_L1, "make"_L1,     "cmake"_L1,   "docker"_L1,   "podman"_L1,
                    "pip"_L1,    "pip3"_L1,   "npm"_L1,      "cargo"_L1,   "swift"_L1,    "date"_L1,
                    "sleep"_L1,  "kill"_L1,   "basename"_L1, "dirname"_L1, "realpath"_L1, "readlink"_L1,
                    "rmdir"_L1,  "ditto"_L1,  "alias"_L1,    "trap"_L1});
}

bool mentionsDownload(const QString &all)
{
    const QString text = all.left(kLongestLookedAt);
    static const QRegularExpression hub(
        uR"((^|[^\w.-])(hf|huggingface-cli)[\s\\]+download[\s\\]|snapshot_download|hf_hub_download)"_s);
    static const QRegularExpression clone(uR"((^|[^\w.-])git[\s\\][^\n;|&]{0,200}clone[\s\\])"_s);
    return hub.match(text).hasMatch()
           || (clone.match(text).hasMatch()
               && (text.contains("lfs"_L1) || text.contains("huggingface.co"_L1)
                   || text.contains("hf.co"_L1)));
}

bool mentionsDownload(const QList<Value> &words)
{
    QString all;
    for (const Value &word : words)
        all += written(word) + u' ';
    return mentionsDownload(all);
}

} // namespace weightyard::scripts
