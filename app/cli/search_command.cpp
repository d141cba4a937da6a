// `weightyard-cli search`: models of the Hub by words and filters, with what is here of them.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/hub_rows.h"
#include "app/cli/job_json.h"
#include "app/cli/model_rows.h"
#include "app/cli/terminal.h"
#include "app/cli/worker_run.h"
#include "app/exit_codes.h"
#include "base/error_code.h"
#include "hub/model_search.h"
#include "hub/quota.h"
#include "session/model_look.h"
#include "session/own_folders.h"
#include "session/scan_libraries.h"
#include "session/search_kept.h"
#include "ui/text/sentence.h"

#include <algorithm>
#include <span>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using hub::SearchWish;

namespace {

constexpr int kUsualLimit = 20;

template<typename Value>
struct Choice {
    const char *name;
    Value value;
};

constexpr Choice<SearchWish::Format> kFormats[] = {{"mlx", SearchWish::Format::Mlx},
                                                   {"gguf", SearchWish::Format::Gguf},
                                                   {"safetensors", SearchWish::Format::Safetensors}};
constexpr Choice<SearchWish::Sort> kSorts[] = {{"trending", SearchWish::Sort::Trending},
                                               {"downloads", SearchWish::Sort::Downloads},
                                               {"likes", SearchWish::Sort::Likes},
                                               {"newest", SearchWish::Sort::Newest},
                                               {"updated", SearchWish::Sort::Updated}};

// What the option says; `otherwise` when it is not there.
template<typename Value>
Result<Value> chosen(const CommandLine &line, const char *option, std::span<const Choice<Value>> choices,
                     Value otherwise)
{
    const QString text = line.text(option);
    QStringList names;
    for (const Choice<Value> &choice : choices) {
        if (text == QLatin1StringView(choice.name))
            return choice.value;
        names.append(QString::fromLatin1(choice.name));
    }
    if (text.isEmpty())
        return otherwise;
    return fail(ErrorKind::Usage,
                Cause(ErrorCode::OptionWantsOneOf, QLatin1StringView(option), text::listed(names), text));
}

Result<SearchWish> searchWish(const CommandLine &line)
{
    const auto format = chosen<SearchWish::Format>(line, "format", kFormats, SearchWish::Format::Any);
    if (!format)
        return fail(format.error());
    const auto sort = chosen<SearchWish::Sort>(line, "sort", kSorts, SearchWish::Sort::Trending);
    if (!sort)
        return fail(sort.error());
    return SearchWish{.text = line.words.join(u' '),
                      .format = *format,
                      .author = line.text("author"),
                      .task = line.text("task"),
                      .licence = line.text("licence"),
                      .quantizationsOf = {},
                      .sort = *sort};
}

Result<void> checkSearch(const CommandLine &line)
{
    const Result<SearchWish> wish = searchWish(line);
    return wish ? Result<void>() : fail(wish.error());
}

/// What is on disk, in libraries and in folders of the user's.
QHash<QString, library::ModelOnDisk> modelsHere(const CommandContext &context, const QStringList &ids,
                                                const base::CancelToken &cancel)
{
    QHash<QString, library::ModelOnDisk> here;
    const session::OwnFolders ownFolders = session::ownFolders(context.configDir, cancel);
    for (const session::OwnFolder &own : ownFolders.models)
        here.insert(own.disk.modelPath, own.disk);
    const auto all = session::scanLibraries(context.libraries, context.configDir, ids, cancel);
    if (!all) // no reason to fail
        return here;
    for (const library::ModelOnDisk &disk : all->contents.models) {
        if (!here.contains(disk.modelPath) || session::isMoreThan(disk, here[disk.modelPath]))
            here.insert(disk.modelPath, disk);
    }
    return here;
}

void printRows(const QList<hub::FoundModel> &models, const QHash<QString, library::ModelOnDisk> &here,
               const CommandLine &line)
{
    for (const hub::FoundModel &model : models) {
        const library::ModelOnDisk disk = here.value(model.id);
        if (!line.json) {
            printOut(searchRow(model, disk, rowColumns(model.id.size() + kFactsColumns)));
            continue;
        }
        QJsonObject json = toJson(model);
        json.insert(u"state"_s, stateName(disk));
        printOut(QString::fromUtf8(jsonLine(json)));
    }
}

void printFound(const QList<hub::FoundModel> &models, const QHash<QString, library::ModelOnDisk> &here,
                const CommandLine &line, int limit)
{
    printRows(models, here, line);
    if (line.json)
        printOut(QString::fromUtf8(
            jsonLine({{u"summary"_s, QJsonObject{{u"models"_s, models.size()}, {u"limit"_s, limit}}}})));
    else if (models.isEmpty())
        printLine(CliText::tr("The Hub has no such model."));
    else if (models.size() >= limit)
        printLine(CliText::tr("These are the first %1; --limit shows more.").arg(models.size()));
}

/// The Hub may answer another time.
bool isOffline(const base::Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout
           || error.kind == ErrorKind::Server || error.kind == ErrorKind::RateLimited;
}

// In place of its answer: what is here, and what was looked at before.
void printKept(const SearchWish &wish, const hub::FactServices &services, const CommandContext &context,
               int limit, const base::CancelToken &cancel)
{
    const CommandLine &line = context.line;
    const auto here = modelsHere(context, {}, cancel);
    const QList<hub::FoundModel> models =
        session::searchKept({.here = here.values(), .wish = wish}, services, cancel).mid(0, limit);
    printRows(models, here, line);
    if (line.json)
        printOut(QString::fromUtf8(jsonLine(
            {{u"summary"_s,
              QJsonObject{{u"models"_s, models.size()}, {u"limit"_s, limit}, {u"from_hub"_s, false}}}})));
    else if (models.isEmpty())
        printLine(CliText::tr("Nothing here has these words."));
    else
        printLine(CliText::tr("The Hub did not answer. These are here, or were looked at before."));
}

Result<int> runSearch(const CommandContext &context)
{
    const CommandLine &line = context.line;
    const auto services = servicesFor(context);
    if (!services)
        return fail(services.error());
    const Result<SearchWish> wish = searchWish(line);
    if (!wish)
        return fail(wish.error());
    const int limit = static_cast<int>(line.number("limit").value_or(kUsualLimit));
    hub::Quota quota;
    const job::JobServices jobs = (*services)->forJobs();
    const hub::FactServices asked =
        session::hubServices(jobs, (*services)->hub(), {.quota = &quota, .patience = kQuotaPatience});
    std::optional<base::Error> error;
    const int code = runInterruptibly([&](const base::CancelToken &cancel) {
        const auto models = hub::findModels(*wish, limit, asked, cancel);
        if (!models) {
            error = models.error();
            if (!line.quiet && isOffline(*error))
                printKept(*wish, asked, context, limit, cancel);
            return 0;
        }
        QStringList ids;
        for (const hub::FoundModel &model : *models)
            ids.append(model.id);
        if (!line.quiet)
            printFound(*models, modelsHere(context, ids, cancel), line, limit);
        return 0;
    });
    if (error)
        return fail(*error);
    return code;
}

} // namespace

const Command kSearchCommand{
    .name = "search",
    .words = "[TEXT...]",
    .summary = QT_TRANSLATE_NOOP("Terminal", "find models on the Hub"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Finds models of the Hub whose names have these words: parameters,\n"
                    "quantisation, downloads of a month, likes, and what is here of them. A \"~\"\n"
                    "is before what only the name says. When the Hub does not answer: what is here,\n"
                    "and what was looked at before.\n"),
    .options = "format author task licence sort limit",
    .more = QT_TRANSLATE_NOOP("Terminal",
                              "Examples:\n"
                              "  weightyard-cli search qwen3 8b --format mlx\n"
                              "  weightyard-cli search --author mlx-community --sort newest --limit 50\n"
                              "  weightyard-cli search coder --licence apache-2.0\n"),
    .check = checkSearch,
    .run = runSearch,
};

} // namespace weightyard::cli
