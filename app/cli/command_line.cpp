#include "app/cli/command_line.h"

#include "app/cli/command_tables.h"
#include "base/limits.h"
#include "settings/rate_text.h"

#include <QCommandLineParser>
#include <algorithm>
#include <iterator>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

void addOptions(QCommandLineParser &parser, unsigned verbs)
{
    for (const OptionRow &row : kOptions) {
        if ((row.verbs & verbs) == 0)
            continue;
        const QString value = row.value == nullptr ? QString() : QString::fromLatin1(row.value);
        parser.addOption(QCommandLineOption(QString::fromLatin1(row.name), QString(), value));
    }
    parser.addOption(QCommandLineOption(QStringList{u"h"_s, u"help"_s}));
    parser.addOption(QCommandLineOption(u"version"_s));
}

// "--library $EMPTY" in a script must not mean the standard folder.
Result<QString> valueOf(const QCommandLineParser &parser, const char *option)
{
    const QString name = QString::fromLatin1(option);
    if (parser.isSet(name) && parser.value(name).isEmpty())
        return fail(ErrorKind::Usage, u"--%1 is empty"_s.arg(name));
    return parser.value(name);
}

Result<CommandLine> readModels(CommandLine line, const QCommandLineParser &parser)
{
    line.models = parser.positionalArguments();
    line.families = parser.values(u"family"_s);
    line.extra = parser.isSet(u"extra"_s);
    const Result<QString> catalogue = valueOf(parser, "catalogue");
    if (!catalogue)
        return fail(catalogue.error());
    line.catalogue = *catalogue;
    if (line.families.contains(QString()))
        return fail(ErrorKind::Usage, u"--family is empty"_s);
    if (line.verb == Verb::List)
        return line;

    line.all = parser.isSet(u"all"_s);
    const Result<QString> revision = valueOf(parser, "revision");
    if (!revision)
        return fail(revision.error());
    line.revision = *revision;
    const bool isSet = line.all || !line.families.isEmpty(); // of models, whatever their number
    if (line.models.isEmpty() && !isSet)
        return fail(ErrorKind::Usage, u"%1 needs at least one model, --all or --family"_s.arg(
                                          line.verb == Verb::Get ? u"get"_s : u"estimate"_s));
    if (!line.revision.isEmpty() && (isSet || line.models.size() > 1))
        return fail(ErrorKind::Usage, u"--revision takes one model at a time"_s);
    return line;
}

Result<std::optional<int>> numberOf(const QCommandLineParser &parser, const QString &option, int most)
{
    if (!parser.isSet(option))
        return std::optional<int>();
    bool isNumber = false;
    const int number = parser.value(option).toInt(&isNumber);
    if (!isNumber || number < 1 || number > most)
        return fail(ErrorKind::Usage, u"--%1 takes a number from 1 to %2"_s.arg(option).arg(most));
    return std::optional<int>(number);
}

Result<CommandLine> readSpeed(CommandLine line, const QCommandLineParser &parser)
{
    const auto jobs = numberOf(parser, u"jobs"_s, base::kMostJobs);
    const auto connections = numberOf(parser, u"connections"_s, base::kMostConnections);
    if (!jobs || !connections)
        return fail(jobs ? connections.error() : jobs.error());
    line.jobs = *jobs;
    line.connections = *connections;
    if (!parser.isSet(u"limit-rate"_s))
        return line;
    line.limitRate = settings::parseRate(parser.value(u"limit-rate"_s));
    if (!line.limitRate)
        return fail(ErrorKind::Usage, u"--limit-rate takes bytes a second, such as 500K or 5M"_s);
    return line;
}

Result<CommandLine> readGet(const Result<CommandLine> &models, const QCommandLineParser &parser)
{
    if (!models)
        return models;
    CommandLine line = *models;
    const Result<QString> into = valueOf(parser, "into");
    if (!into)
        return fail(into.error());
    line.into = *into;
    line.fits = parser.isSet(u"fits"_s);
    line.wait = parser.isSet(u"wait"_s);
    if (line.fits && line.wait)
        return fail(ErrorKind::Usage, u"--fits and --wait contradict each other"_s);
    if (!line.into.isEmpty() && (line.models.size() > 1 || line.all || !line.families.isEmpty()))
        return fail(ErrorKind::Usage, u"--into takes one model at a time"_s);
    if (parser.isSet(u"remove-git"_s) && parser.isSet(u"keep-git"_s))
        return fail(ErrorKind::Usage, u"--remove-git and --keep-git contradict each other"_s);
    if (parser.isSet(u"remove-git"_s))
        line.removeGit = true;
    if (parser.isSet(u"keep-git"_s))
        line.removeGit = false;
    return readSpeed(line, parser);
}

Result<CommandLine> readVerb(CommandLine line, const QCommandLineParser &parser, const VerbRow &row)
{
    const Result<QString> config = valueOf(parser, "config");
    const Result<QString> library = valueOf(parser, "library");
    if (!config || !library)
        return fail(config ? library.error() : config.error());
    line.verb = row.verb;
    line.config = *config;
    line.library = *library;
    line.json = parser.isSet(u"json"_s);
    line.quiet = parser.isSet(u"quiet"_s);
    line.verbose = parser.isSet(u"verbose"_s);
    if (row.verb == Verb::Verify) {
        line.models = parser.positionalArguments();
        return line;
    }
    if ((row.bit & kModels) == 0) {
        if (!parser.positionalArguments().isEmpty())
            return fail(ErrorKind::Usage, u"%1 takes no model"_s.arg(QLatin1StringView(row.name)));
        return line;
    }
    const Result<CommandLine> models = readModels(line, parser);
    return row.verb == Verb::Get ? readGet(models, parser) : models;
}

Result<CommandLine> helpOn(const QString &topic)
{
    if (!topic.isEmpty() && rowOf(topic) == nullptr)
        return fail(ErrorKind::Usage, u"there is no command '%1'"_s.arg(topic));
    CommandLine line;
    line.helpTopic = topic;
    return line;
}

// The command is the first word that is no option, so that "--library DIR get ..." works too.
QString firstWord(QCommandLineParser &parser, const QStringList &arguments)
{
    addOptions(parser, kEvery);
    parser.parse(QStringList{u"weightyard-cli"_s} + arguments);
    return parser.positionalArguments().value(0);
}

} // namespace

QString verbIn(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QString word = firstWord(parser, arguments);
    return rowOf(word) == nullptr ? QString() : word;
}

const VerbRow *rowOf(const QString &verb)
{
    const auto row = std::find_if(std::begin(kVerbs), std::end(kVerbs),
                                  [&](const VerbRow &one) { return verb == QLatin1StringView(one.name); });
    return row == std::end(kVerbs) ? nullptr : row;
}

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    const QString first = arguments.value(0);
    if (first.isEmpty() || first == "--help"_L1 || first == "-h"_L1)
        return helpOn(arguments.value(1));
    QCommandLineParser all;
    const QString verb = firstWord(all, arguments);
    if (all.isSet(u"version"_s) || verb == "version"_L1) {
        line.verb = Verb::Version;
        return line;
    }
    if (verb == "help"_L1)
        return helpOn(all.positionalArguments().value(1));
    if (all.isSet(u"help"_s) && verb.isEmpty())
        return line;
    const VerbRow *row = rowOf(verb);
    if (row == nullptr)
        return fail(ErrorKind::Usage,
                    verb.isEmpty() ? u"a command is missing"_s : u"there is no command '%1'"_s.arg(verb));

    QStringList rest = arguments;
    rest.removeOne(verb);
    QCommandLineParser parser;
    addOptions(parser, row->bit);
    if (!parser.parse(QStringList{u"weightyard-cli"_s} + rest))
        return fail(ErrorKind::Usage, parser.errorText());
    if (parser.isSet(u"help"_s)) {
        line.helpTopic = verb;
        return line;
    }
    return readVerb(line, parser, *row);
}

} // namespace weightyard::cli
