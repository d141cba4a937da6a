#include "app/cli/command_line.h"

#include <QCommandLineParser>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr unsigned kGet = 1;
constexpr unsigned kStatus = 2;
constexpr unsigned kBoth = kGet | kStatus;

struct OptionRow {
    const char *name;
    const char *value; ///< what follows the option, or nothing
    unsigned verbs;
    const char *help;
};

constexpr OptionRow kOptions[] = {
    {"library", "DIR", kBoth, "the folder that holds installed models"},
    {"config", "DIR", kBoth, "settings and state; nothing is written outside it and\nthe library"},
    {"into", "DIR", kGet, "put the model's files into this folder instead"},
    {"revision", "REV", kGet, "branch, tag, refs/..., or commit"},
    {"remove-git", nullptr, kGet, "keep neither .git nor .gitattributes"},
    {"keep-git", nullptr, kGet, "keep the git history (for git pull later)"},
    {"json", nullptr, kBoth, "one JSON object a line on standard output"},
    {"quiet", nullptr, kBoth, "print failures only"},
    {"verbose", nullptr, kBoth, "print what happens, on standard error"},
};

unsigned bitOf(const QString &verb)
{
    if (verb == "get"_L1)
        return kGet;
    return verb == "status"_L1 ? kStatus : 0;
}

QString optionLines(unsigned verbs)
{
    QString text;
    for (const OptionRow &row : kOptions) {
        if ((row.verbs & verbs) == 0)
            continue;
        QString name = u"  --%1"_s.arg(QLatin1StringView(row.name));
        if (row.value != nullptr)
            name += u' ' + QLatin1StringView(row.value);
        const QStringList help = QString::fromLatin1(row.help).split(u'\n');
        text += u"%1 %2\n"_s.arg(name, -18).arg(help.first());
        for (const QString &more : help.mid(1))
            text += QString(19, u' ') + more + u'\n';
    }
    return text + u"  --help           this text\n"_s;
}

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

Result<CommandLine> readGet(CommandLine line, const QCommandLineParser &parser)
{
    line.models = parser.positionalArguments();
    line.revision = parser.value(u"revision"_s);
    line.into = parser.value(u"into"_s);
    if (line.models.isEmpty())
        return fail(ErrorKind::Usage, u"get needs at least one model"_s);
    for (const char *option : {"into", "revision"}) {
        if (const auto given = valueOf(parser, option); !given)
            return fail(given.error());
    }
    if (!line.into.isEmpty() && line.models.size() > 1)
        return fail(ErrorKind::Usage, u"--into takes one model at a time"_s);
    if (!line.revision.isEmpty() && line.models.size() > 1)
        return fail(ErrorKind::Usage, u"--revision takes one model at a time"_s);
    if (parser.isSet(u"remove-git"_s) && parser.isSet(u"keep-git"_s))
        return fail(ErrorKind::Usage, u"--remove-git and --keep-git contradict each other"_s);
    if (parser.isSet(u"remove-git"_s))
        line.removeGit = true;
    if (parser.isSet(u"keep-git"_s))
        line.removeGit = false;
    return line;
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    const QString first = arguments.value(0);
    if (first.isEmpty() || first == "--help"_L1 || first == "-h"_L1 || first == "help"_L1) {
        line.helpTopic = arguments.value(1);
        if (!line.helpTopic.isEmpty() && bitOf(line.helpTopic) == 0)
            return fail(ErrorKind::Usage, u"there is no command '%1'"_s.arg(line.helpTopic));
        return line;
    }
    // The command is the first word that is no option, so that "--library DIR get ..." works too.
    QCommandLineParser all;
    addOptions(all, kBoth);
    all.parse(QStringList{u"weightyard-cli"_s} + arguments);
    const QString verb = all.positionalArguments().value(0);
    if (all.isSet(u"version"_s) || verb == "version"_L1) {
        line.verb = Verb::Version;
        return line;
    }
    if (all.isSet(u"help"_s) && verb.isEmpty())
        return line;
    const unsigned bit = bitOf(verb);
    if (bit == 0)
        return fail(ErrorKind::Usage,
                    verb.isEmpty() ? u"a command is missing"_s : u"there is no command '%1'"_s.arg(verb));

    QStringList rest = arguments;
    rest.removeOne(verb);
    QCommandLineParser parser;
    addOptions(parser, bit);
    if (!parser.parse(QStringList{u"weightyard-cli"_s} + rest))
        return fail(ErrorKind::Usage, parser.errorText());
    if (parser.isSet(u"help"_s)) {
        line.helpTopic = verb;
        return line;
    }
    const Result<QString> config = valueOf(parser, "config");
    const Result<QString> library = valueOf(parser, "library");
    if (!config || !library)
        return fail(config ? library.error() : config.error());
    line.config = *config;
    line.library = *library;
    line.json = parser.isSet(u"json"_s);
    line.quiet = parser.isSet(u"quiet"_s);
    line.verbose = parser.isSet(u"verbose"_s);
    if (bit == kGet) {
        line.verb = Verb::Get;
        return readGet(line, parser);
    }
    line.verb = Verb::Status;
    if (!parser.positionalArguments().isEmpty())
        return fail(ErrorKind::Usage, u"status takes no model"_s);
    return line;
}

QString helpText(const QString &topic)
{
    if (topic == "get"_L1) {
        return u"Usage: weightyard-cli get [options] MODEL...\n\n"
               "Downloads models: every byte verified, resumable, published only when complete.\n\n"
               "MODEL is OWNER/NAME on the Hugging Face Hub, the address of its page as copied\n"
               "from a browser, or the https address of any Git + LFS repository.\n\n"
               "Options:\n"_s
               + optionLines(kGet)
               + u"\nExamples:\n"
                 "  weightyard-cli get mlx-community/Llama-3.2-1B-Instruct-4bit\n"
                 "  weightyard-cli get --into ./model https://git.example.org/team/model.git\n\n"
                 "Credentials: HF_TOKEN, git's credential helpers, or user info in the address.\n"_s;
    }
    if (topic == "status"_L1)
        return u"Usage: weightyard-cli status [options]\n\nLists what is installed in the library.\n\nOptions:\n"_s
               + optionLines(kStatus);
    return u"Usage: weightyard-cli COMMAND [options]\n\n"
           "Gets model weights from Git + Git LFS hosts onto a disk.\n\n"
           "Commands:\n"
           "  get MODEL...      download models\n"
           "  status            list what is installed\n"
           "  help COMMAND      more about a command\n\n"
           "Options of every command:\n"_s
           + optionLines(kBoth & ~kGet) + u"  --version        the program's version\n"_s;
}

} // namespace weightyard::cli
