// `weightyard-cli verify`: hashes the objects of installed models again. Needs no network; notes damage in the records, so that
// the next `get` fetches just what is damaged.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/job_json.h"
#include "app/cli/terminal.h"
#include "app/exit_codes.h"
#include "base/byte_sum.h"
#include "base/error_code.h"
#include "library/model_folder.h"
#include "library/verify_models.h"
#include "session/installed_choice.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QThread>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::Result;
using library::ModelVerdict;

namespace {

constexpr qint64 kTellMs = 100;

struct Chosen {
    QList<library::InstalledModel> models;
    QList<library::InstalledModel> movedOn; ///< what was installed is not what should be there now
    QList<base::Error> errors;
};

bool isWanted(const store::Record &record, const QString &name)
{
    return record.modelPath.contains(name, Qt::CaseInsensitive);
}

// All models with a record, or those whose path has one of the words.
Chosen chooseInstalled(const QStringList &names, const CommandContext &context)
{
    const session::InstalledModels installed = session::installedModels(context.library, context.configDir);
    const QList<library::InstalledModel> &all = installed.models;
    Chosen chosen{.models = {}, .movedOn = {}, .errors = installed.errors};
    for (const QString &name : names) {
        const bool known = std::any_of(all.cbegin(), all.cend(),
                                       [&](const auto &model) { return isWanted(model.record, name); });
        if (!known)
            chosen.errors.append(
                {.kind = ErrorKind::NotFound, .cause = base::Cause(base::ErrorCode::NoInstalledModel, name)});
    }
    for (const library::InstalledModel &model : all) {
        const bool wanted = names.isEmpty()
                            || std::any_of(names.cbegin(), names.cend(),
                                           [&](const QString &name) { return isWanted(model.record, name); });
        if (wanted)
            (library::hasMovedOn(model.record, model.folder) ? chosen.movedOn : chosen.models).append(model);
    }
    return chosen;
}

Result<void> note(const ModelVerdict &verdict, const CommandContext &context)
{
    const bool inLibrary = QDir::isRelativePath(verdict.record.folder);
    const auto place = session::placeOf({verdict.record, verdict.folder}, context.library, context.configDir);
    if (!place)
        return base::fail(place.error());
    return library::noteDamage(verdict, place->recordFile, inLibrary ? place->lockFile : QString());
}

// As a shell takes it.
QString quoted(const QString &argument)
{
    static const QRegularExpression plain(uR"(^[\w@%+=:,./~-]+$)"_s);
    if (plain.match(argument).hasMatch())
        return argument;
    return u'\'' + QString(argument).replace(u'\'', "'\\''"_L1) + u'\'';
}

// With what the user has given: it is to work in the same context.
QString mendingCommand(const ModelVerdict &verdict, const CommandLine &line)
{
    QStringList command{u"weightyard-cli"_s, u"get"_s};
    if (!line.config.isEmpty())
        command << u"--config"_s << quoted(line.config);
    if (!QDir::isRelativePath(verdict.record.folder))
        command << u"--into"_s << quoted(verdict.folder);
    else if (!line.library.isEmpty())
        command << u"--library"_s << quoted(line.library);
    return (command << quoted(verdict.record.url)).join(u' ');
}

void printVerdict(const ModelVerdict &verdict, const CommandLine &line)
{
    const QString name = verdict.record.modelPath;
    for (const QString &path : verdict.changed)
        printOut(wrapped(CliText::tr("%1: changed since it was installed, not looked at: %2").arg(name, path),
                         terminalColumns(), 2)
                 + u'\n');
    if (verdict.isGood()) {
        printOut(wrapped(CliText::tr("%1: good, %2").arg(name, text::formatBytes(verdict.bytes)),
                         terminalColumns(), 2)
                 + u'\n');
        return;
    }
    for (const QString &path : verdict.damaged)
        printOut(wrapped(CliText::tr("%1: damaged: %2").arg(name, path), terminalColumns(), 2) + u'\n');
    for (const QString &path : verdict.missing)
        printOut(
            wrapped(CliText::tr("%1: missing or of another size: %2").arg(name, path), terminalColumns(), 2)
            + u'\n');
    if (verdict.error)
        printOut(wrapped(name + u": "_s + text::Messages::sentence(*verdict.error), terminalColumns(), 2)
                 + u'\n');
    else // in one line, whatever its length: it is to be copied
        printOut(u"  "_s + CliText::tr("This fetches just that again:") + u"\n    "_s
                 + mendingCommand(verdict, line) + u'\n');
}

// Their own checks know what should be there now.
QString movedOnText(const library::InstalledModel &model, bool json)
{
    if (json)
        return QString::fromUtf8(jsonLine(
            {{u"model"_s, model.record.modelPath}, {u"folder"_s, model.folder}, {u"moved_on"_s, true}}));
    const QString text =
        CliText::tr("%1: not looked at: it was changed since it was installed").arg(model.record.modelPath);
    return wrapped(text, terminalColumns(), 2) + u'\n';
}

QString jsonVerdict(const ModelVerdict &verdict)
{
    QJsonObject line{{u"model"_s, verdict.record.modelPath},
                     {u"folder"_s, verdict.folder},
                     {u"bytes"_s, verdict.bytes},
                     {u"good"_s, verdict.isGood()},
                     {u"damaged"_s, QJsonArray::fromStringList(verdict.damaged)},
                     {u"missing"_s, QJsonArray::fromStringList(verdict.missing)},
                     {u"changed"_s, QJsonArray::fromStringList(verdict.changed)}};
    if (verdict.error)
        line.insert(u"error"_s, toJson(*verdict.error));
    return QString::fromUtf8(jsonLine(line));
}

QString jsonSummary(const QList<ModelVerdict> &verdicts)
{
    qint64 bytes = 0;
    qsizetype good = 0;
    for (const ModelVerdict &verdict : verdicts) {
        bytes = base::addBytes(bytes, verdict.bytes);
        good += verdict.isGood() ? 1 : 0;
    }
    return QString::fromUtf8(
        jsonLine({{u"summary"_s,
                   QJsonObject{{u"models"_s, verdicts.size()}, {u"good"_s, good}, {u"bytes"_s, bytes}}}}));
}

/// One line that is overwritten, where somebody looks at it.
class ProgressLine
{
public:
    explicit ProgressLine(bool shown) : m_shown(shown) { m_since.start(); }
    ~ProgressLine() { clear(); }
    void show(qint64 done, qint64 total)
    {
        if (!m_shown || m_since.elapsed() < kTellMs)
            return;
        m_since.restart();
        m_written = true;
        printError(
            u"\r\x1b[K"_s
            + CliText::tr("Verifying: %1 of %2").arg(text::formatBytes(done), text::formatBytes(total)));
    }
    void clear()
    {
        if (std::exchange(m_written, false))
            printError(u"\r\x1b[K"_s);
    }

private:
    const bool m_shown;
    bool m_written = false;
    QElapsedTimer m_since;
};

Result<int> runVerify(const CommandContext &context)
{
    const CommandLine &line = context.line;
    const Chosen chosen = chooseInstalled(line.words, context);
    QList<base::Error> errors = chosen.errors;
    ProgressLine progress(isTerminal(2) && !line.json && !line.quiet);
    const auto verdicts = library::verifyModels(
        chosen.models, QThread::idealThreadCount(),
        [&](qint64 done, qint64 total) { progress.show(done, total); }, base::CancelToken());
    progress.clear();
    if (!verdicts)
        errors.append(verdicts.error());

    for (const library::InstalledModel &model : chosen.movedOn) {
        if (!line.quiet || line.json)
            printOut(movedOnText(model, line.json));
    }
    const QList<ModelVerdict> all = verdicts.value_or(QList<ModelVerdict>());
    QList<ErrorKind> failures;
    for (const ModelVerdict &verdict : all) {
        if (line.json)
            printOut(jsonVerdict(verdict));
        else if (!line.quiet || !verdict.isGood())
            printVerdict(verdict, line);
        if (!verdict.isGood())
            failures.append(verdict.error ? verdict.error->kind : ErrorKind::Corrupt);
        if (const Result<void> noted = note(verdict, context); !noted)
            errors.append(noted.error());
    }
    if (line.json)
        printOut(jsonSummary(all));
    else if (all.isEmpty() && chosen.movedOn.isEmpty() && errors.isEmpty() && !line.quiet)
        printOut(
            wrapped(CliText::tr("No models are installed in %1.").arg(context.library), terminalColumns(), 2)
            + u'\n');
    for (const base::Error &error : std::as_const(errors)) {
        printError(wrapped(text::Messages::sentence(error), terminalColumns(), 2) + u'\n');
        failures.append(error.kind);
    }
    return static_cast<int>(app::exitCodeFor(failures));
}

} // namespace

const Command kVerifyCommand{
    .name = "verify",
    .words = "[MODEL...]",
    .summary = QT_TRANSLATE_NOOP("Terminal", "hash what is installed again"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Hashes the objects of installed models again: all of them, or those with one of\n"
                    "the given words in their name. Small files that were edited since are named and\n"
                    "not looked at; models that other programs put there are left out. What is\n"
                    "damaged is noted, so that the next get of that model fetches just it.\n"),
    .options = "",
    .run = runVerify,
};

} // namespace weightyard::cli
