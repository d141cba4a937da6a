#include "scripts/download_options.h"

#include "base/error_code.h"

#include <algorithm>
#include <span>

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;

namespace {

enum class Meaning {
    Flag,    ///< of no matter here
    Ignored, ///< and so is its value
    Folder,
    Revision,
    RepoType,
    Cache,   ///< the folder is the cache of the tools
    Include, ///< one or several: some files only
    Exclude,
    NoCheckout, ///< no files until there is a checkout
    NoFiles,    ///< no work tree, or nothing is downloaded
};

struct OptionRow {
    QLatin1StringView name;
    Meaning meaning;
};

constexpr OptionRow kClone[] = {
    {"--branch"_L1, Meaning::Revision},
    {"-b"_L1, Meaning::Revision},
    {"--revision"_L1, Meaning::Revision},
    {"--depth"_L1, Meaning::Ignored},
    {"--origin"_L1, Meaning::Ignored},
    {"-o"_L1, Meaning::Ignored},
    {"--config"_L1, Meaning::Ignored},
    {"-c"_L1, Meaning::Ignored},
    {"--jobs"_L1, Meaning::Ignored},
    {"-j"_L1, Meaning::Ignored},
    {"--template"_L1, Meaning::Ignored},
    {"--reference"_L1, Meaning::Ignored},
    {"--reference-if-able"_L1, Meaning::Ignored},
    {"--upload-pack"_L1, Meaning::Ignored},
    {"-u"_L1, Meaning::Ignored},
    {"--shallow-since"_L1, Meaning::Ignored},
    {"--shallow-exclude"_L1, Meaning::Ignored},
    {"--server-option"_L1, Meaning::Ignored},
    {"--filter"_L1, Meaning::Ignored},
    {"--bundle-uri"_L1, Meaning::Ignored},
    {"--separate-git-dir"_L1, Meaning::NoFiles},
    {"--bare"_L1, Meaning::NoFiles},
    {"--mirror"_L1, Meaning::NoFiles},
    {"--no-checkout"_L1, Meaning::NoCheckout},
    {"-n"_L1, Meaning::NoCheckout},
    {"--sparse"_L1, Meaning::NoFiles},
    {"--single-branch"_L1, Meaning::Flag},
    {"--no-single-branch"_L1, Meaning::Flag},
    {"--no-tags"_L1, Meaning::Flag},
    {"--tags"_L1, Meaning::Flag},
    {"--quiet"_L1, Meaning::Flag},
    {"-q"_L1, Meaning::Flag},
    {"--verbose"_L1, Meaning::Flag},
    {"-v"_L1, Meaning::Flag},
    {"--progress"_L1, Meaning::Flag},
    {"--no-progress"_L1, Meaning::Flag},
    {"--recursive"_L1, Meaning::Flag},
    {"--recurse-submodules"_L1, Meaning::Flag},
    {"--shallow-submodules"_L1, Meaning::Flag},
    {"--no-shallow-submodules"_L1, Meaning::Flag},
    {"--remote-submodules"_L1, Meaning::Flag},
    {"--dissociate"_L1, Meaning::Flag},
    {"--local"_L1, Meaning::Flag},
    {"-l"_L1, Meaning::Flag},
    {"--no-local"_L1, Meaning::Flag},
    {"--no-hardlinks"_L1, Meaning::Flag},
    {"--shared"_L1, Meaning::Flag},
    {"-s"_L1, Meaning::Flag},
    {"--reject-shallow"_L1, Meaning::Flag},
    {"--also-filter-submodules"_L1, Meaning::Flag},
    {"--ipv4"_L1, Meaning::Flag},
    {"-4"_L1, Meaning::Flag},
    {"--ipv6"_L1, Meaning::Flag},
    {"-6"_L1, Meaning::Flag},
};

constexpr OptionRow kHuggingFace[] = {
    {"--local-dir"_L1, Meaning::Folder},
    {"--revision"_L1, Meaning::Revision},
    {"--repo-type"_L1, Meaning::RepoType},
    {"--type"_L1, Meaning::RepoType},
    {"--cache-dir"_L1, Meaning::Cache},
    {"--include"_L1, Meaning::Include},
    {"--exclude"_L1, Meaning::Exclude},
    {"--token"_L1, Meaning::Ignored},
    {"--max-workers"_L1, Meaning::Ignored},
    {"--local-dir-use-symlinks"_L1, Meaning::Ignored},
    {"--format"_L1, Meaning::Ignored},
    {"--dry-run"_L1, Meaning::NoFiles},
    {"--force-download"_L1, Meaning::Flag},
    {"--no-force-download"_L1, Meaning::Flag},
    {"--resume-download"_L1, Meaning::Flag},
    {"--quiet"_L1, Meaning::Flag},
    {"--no-quiet"_L1, Meaning::Flag},
    {"-q"_L1, Meaning::Flag},
    {"--json"_L1, Meaning::Flag},
};

bool takesValue(Meaning meaning)
{
    return meaning != Meaning::Flag && meaning != Meaning::NoFiles && meaning != Meaning::NoCheckout;
}

bool isPattern(const QString &text)
{
    return text.contains(u'*') || text.contains(u'?') || text.contains(u'[');
}

/// Reads one command line.
class OptionReader
{
public:
    OptionReader(const QList<Value> &words, std::span<const OptionRow> rows, QLatin1StringView command)
        : m_words(words),
          m_rows(rows),
          m_command(command)
    {}

    DownloadWords read();

private:
    void option(const QString &text);
    void take(Meaning meaning, const Value &value);
    void takePatterns(Meaning meaning);
    void takePattern(QStringList &patterns, const Value &value);
    void problem(const Cause &cause);

    const QList<Value> &m_words;
    const std::span<const OptionRow> m_rows;
    const QLatin1StringView m_command;
    qsizetype m_at = 0;
    DownloadWords m_read;
};

void OptionReader::problem(const Cause &cause)
{
    if (!m_read.problem)
        m_read.problem = cause;
}

DownloadWords OptionReader::read()
{
    bool onlyWords = false; // behind --
    while (m_at < m_words.size()) {
        const Value &word = m_words[m_at++];
        if (word.isSure() && word.text == "--"_L1)
            onlyWords = true;
        else if (!onlyWords && word.text.startsWith(u'-'))
            option(word.isSure() ? word.text : word.text + word.unsure);
        else
            m_read.positional.append(word);
    }
    return m_read;
}

void OptionReader::option(const QString &text)
{
    const qsizetype sign = text.startsWith("--"_L1) ? text.indexOf(u'=') : -1;
    const QString name = sign < 0 ? text : text.first(sign);
    const auto row =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const OptionRow &one) { return name == one.name; });
    if (row == m_rows.end())
        return problem(Cause(ErrorCode::ScriptOptionUnknown, m_command, name));
    if (row->meaning == Meaning::NoFiles)
        problem(Cause(ErrorCode::ScriptNoWorkTree, name));
    if (row->meaning == Meaning::NoCheckout)
        m_read.withoutCheckout = name;
    if (!takesValue(row->meaning))
        return;
    if (sign >= 0) { // a value that is not sure is not sure as a whole
        const Value &word = m_words[m_at - 1];
        return take(row->meaning, {.text = word.text.mid(sign + 1), .unsure = word.unsure});
    }
    if (row->meaning == Meaning::Include || row->meaning == Meaning::Exclude)
        return takePatterns(row->meaning);
    if (m_at < m_words.size())
        take(row->meaning, m_words[m_at++]);
}

// argparse takes all words up to the next option.
void OptionReader::takePatterns(Meaning meaning)
{
    while (m_at < m_words.size() && !m_words[m_at].text.startsWith(u'-'))
        take(meaning, m_words[m_at++]);
}

void OptionReader::take(Meaning meaning, const Value &value)
{
    switch (meaning) {
    case Meaning::Folder:
        m_read.folder = value;
        break;
    case Meaning::Revision:
        m_read.revision = value;
        break;
    case Meaning::RepoType:
        m_read.repoType = value;
        break;
    case Meaning::Cache:
        problem(ErrorCode::ScriptIntoCache);
        break;
    case Meaning::Include:
        takePattern(m_read.pick.include, value);
        break;
    case Meaning::Exclude:
        takePattern(m_read.pick.exclude, value);
        break;
    case Meaning::Flag:
    case Meaning::Ignored:
    case Meaning::NoCheckout:
    case Meaning::NoFiles:
        break;
    }
}

void OptionReader::takePattern(QStringList &patterns, const Value &value)
{
    if (!value.isSure())
        problem(Cause(ErrorCode::ScriptPicksFiles, value.unsure));
    else if (!value.text.isEmpty())
        patterns.append(value.text);
}

// With names of files, huggingface_hub takes no notice of patterns. Of several names it makes patterns.
void takeNames(DownloadWords &read)
{
    read.pick = {};
    const QList<Value> names = read.positional.mid(1);
    for (const Value &name : names) {
        if (!name.isSure()) {
            if (!read.problem)
                read.problem = Cause(ErrorCode::ScriptPicksFiles, name.unsure);
            return;
        }
        (names.size() > 1 && isPattern(name.text) ? read.pick.include : read.pick.paths).append(name.text);
    }
}

} // namespace

DownloadWords cloneWords(const QList<Value> &words)
{
    return OptionReader(words, kClone, "git clone"_L1).read();
}

DownloadWords huggingFaceWords(const QList<Value> &words)
{
    DownloadWords read = OptionReader(words, kHuggingFace, "huggingface-cli"_L1).read();
    if (read.positional.size() > 1)
        takeNames(read);
    else if (read.pick.include.contains("*"_L1))
        read.pick.include.clear();
    return read;
}

} // namespace weightyard::scripts
