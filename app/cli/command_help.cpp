#include "app/cli/command_tables.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTextColumn = 21; // two spaces behind the longest name

template<typename Wanted>
QString optionLines(const Wanted &isWanted)
{
    QString text;
    for (const OptionRow &row : kOptions) {
        if (!isWanted(row))
            continue;
        QString name = u"  --%1"_s.arg(QLatin1StringView(row.name));
        if (row.value != nullptr)
            name += u' ' + QLatin1StringView(row.value);
        const QStringList help = QString::fromLatin1(row.help).split(u'\n');
        text += name.leftJustified(kTextColumn) + help.first() + u'\n';
        for (const QString &more : help.mid(1))
            text += QString(kTextColumn, u' ') + more + u'\n';
    }
    return text + u"  --help"_s.leftJustified(kTextColumn) + u"this text\n"_s;
}

QString optionsOf(unsigned verb)
{
    return u"\nOptions:\n"_s + optionLines([&](const OptionRow &row) { return (row.verbs & verb) != 0; });
}

const QString kNaming = u"MODEL is an id or a name of the catalogue, a part of an id that only one model\n"
                        "has, OWNER/NAME on the Hugging Face Hub, the address of its page as copied from\n"
                        "a browser, or the https address of any Git + LFS repository.\n"_s;

} // namespace

QString helpText(const QString &topic)
{
    const VerbRow *row = rowOf(topic);
    if (row == nullptr) {
        QString text = u"Usage: weightyard-cli COMMAND [options]\n\n"
                       "Gets model weights from Git + Git LFS hosts onto a disk.\n\n"
                       "Commands:\n"_s;
        for (const VerbRow &verb : kVerbs)
            text += (u"  "_s + QLatin1StringView(verb.usage)).leftJustified(kTextColumn)
                    + QLatin1StringView(verb.help) + u'\n';
        return text + u"  help COMMAND"_s.leftJustified(kTextColumn)
               + u"more about a command\n\nOptions of every command:\n"_s
               + optionLines([](const OptionRow &option) { return option.verbs == kEvery; })
               + u"  --version"_s.leftJustified(kTextColumn) + u"the program's version\n"_s;
    }
    switch (row->verb) {
    case Verb::Get:
        return u"Usage: weightyard-cli get [options] MODEL...\n\n"
               "Downloads models: every byte verified, resumable, published only when complete.\n\n"_s
               + kNaming + optionsOf(kGet)
               + u"\nExamples:\n"
                 "  weightyard-cli get phi-2 Llama-3.2-1B\n"
                 "  weightyard-cli get --family Gemma --remove-git\n"
                 "  weightyard-cli get --into ./model https://git.example.org/team/model.git\n\n"
                 "Credentials: HF_TOKEN, git's credential helpers, or user info in the address.\n"_s;
    case Verb::Estimate:
        return u"Usage: weightyard-cli estimate [options] MODEL...\n\n"
               "Asks the Hub for exact sizes and says what is missing and whether it fits.\n"
               "Nothing is downloaded.\n\n"_s
               + kNaming + optionsOf(kEstimate);
    case Verb::List:
        return u"Usage: weightyard-cli list [options] [MODEL...]\n\n"
               "Lists the models on offer, with their sizes and what is here of them.\n"_s
               + optionsOf(kList);
    case Verb::Check:
        return u"Usage: weightyard-cli check [options]\n\n"
               "Looks at everything that downloads need, and says how to mend what is wrong.\n"_s
               + optionsOf(kCheck);
    case Verb::Verify:
        return u"Usage: weightyard-cli verify [options] [MODEL...]\n\n"
               "Hashes the objects of installed models again: all of them, or those with one of\n"
               "the given words in their name. Small files that were edited since are named and\n"
               "not looked at; models that other programs put there are left out. What is\n"
               "damaged is noted, so that the next get of that model fetches just it.\n"_s
               + optionsOf(kVerify);
    case Verb::Status:
    case Verb::Help:
    case Verb::Version:
        break;
    }
    return u"Usage: weightyard-cli status [options]\n\nLists what is installed in the library.\n"_s
           + optionsOf(kStatus);
}

} // namespace weightyard::cli
