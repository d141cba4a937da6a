// What a shell offers: the word that is completed decides, and what stands before it.
#include "test_registry.h"

#include "app/cli/command_table.h"
#include "app/cli/completion.h"
#include "app/cli/option_table.h"

#include <QRegularExpression>
#include <QTest>

namespace completion_test {

using namespace weightyard::cli;
using namespace Qt::Literals::StringLiterals;

namespace {

int asked = 0; // how often the disk was asked

CompletionSources sources()
{
    CompletionSources all;
    all.offered = [] {
        ++asked;
        return QList<Candidate>{{u"mlx-community/Phi-4-4bit"_s, u"Phi 4"_s},
                                {u"mlx-community/phi-2"_s, u"Phi 2"_s},
                                {u"other/Gemma"_s, u"Gemma"_s}};
    };
    all.installed = [] {
        ++asked;
        return QList<Candidate>{{u"other/Gemma"_s, {}}, {u"a/bad\x1b[2Jname"_s, {}}};
    };
    all.families = [] {
        ++asked;
        return QStringList{u"Phi"_s, u"Gemma 3"_s};
    };
    return all;
}

QString offeredFor(const QStringList &words)
{
    QStringList texts;
    const Completion completion = completionOf(words, sources());
    if (completion.paths != Completion::Paths::None)
        texts.append(completion.paths == Completion::Paths::Folders ? u":folders"_s : u":files"_s);
    for (const Candidate &candidate : completion.candidates)
        texts.append(candidate.text);
    return texts.join(u'|');
}

} // namespace

class CompletionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offers_data();
    void offers();
    void everyCommandAndOption();
    void asksTheDiskOnlyWhenItMatters();
    void optionsBefore();
    void lines();
};

void CompletionTest::offers_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("offered");
    const auto row = [](const char *line, const QString &offered) {
        QStringList words = QString::fromLatin1(line).split(u' ');
        words.replaceInStrings(u"_"_s, u" "_s);
        QTest::newRow(line) << words << offered;
    };
    row("sta", u"status"_s);
    row("help sta", u"status"_s);
    row("nonsense ", u""_s);
    row("nonsense --", u""_s);
    row("--vers", u"--version"_s);
    row("--library /x sta", u"status"_s);
    row("--library ", u":folders"_s);
    row("get phi", u"mlx-community/Phi-4-4bit|mlx-community/phi-2"_s);
    row("get MLX-community/phi-", u"mlx-community/Phi-4-4bit|mlx-community/phi-2"_s);
    row("get mlx-community/phi-2 phi", u"mlx-community/Phi-4-4bit"_s);
    row("--quiet get --jobs 2 gem", u"other/Gemma"_s);
    row("get --jobs ", u""_s);
    row("get --family ", u"Phi|Gemma 3"_s);
    row("get --family=g", u"--family=Gemma 3"_s);
    row("get --nothing=g", u""_s);
    row("get --into ", u":folders"_s);
    row("get --into=/tm", u":folders"_s);
    row("get --catalogue ", u":files"_s);
    row("get --rev", u"--revision"_s);
    row("status --rev", u""_s);
    row("share x --with ", u"hf-cache|lm-studio"_s);
    row("share x --with lm", u"lm-studio"_s);
    row("search x --format ", u"mlx|gguf|safetensors"_s);
    row("search x --sort=d", u"--sort=downloads"_s);
    row("search x --author ", u""_s);
    row("info gem", u"other/Gemma"_s);
    row("move-library ", u":folders"_s);
    row("verify ", u"other/Gemma|a/bad\x1b[2Jname"_s);
    row("convert ", u":folders"_s);
    row("settings ", u"list|get|set|reset"_s);
    row("settings get remove", u"removeGit"_s);
    row("settings set jobs ", u""_s);
    row("settings list ", u""_s);
    row("login ", u""_s);
}

void CompletionTest::offers()
{
    QFETCH(QStringList, words);
    QTEST(offeredFor(words), "offered");
}

void CompletionTest::everyCommandAndOption()
{
    QStringList names;
    for (const Command *command : kCommands) {
        names.append(QString::fromLatin1(command->name));
        const QString words = QString::fromLatin1(command->words);
        if (words.contains(u"MODEL"_s) || words.startsWith(u"DIR"_s))
            QVERIFY2(command->completes != Completes::Nothing, command->name);
        QStringList options = optionsOf(*command);
        options.replaceInStrings(QRegularExpression(u"^"_s), u"--"_s);
        QCOMPARE(offeredFor({names.last(), u"--"_s}), (options + QStringList{u"--help"_s}).join(u'|'));
    }
    QCOMPARE(offeredFor({u""_s}), (names + QStringList{u"help"_s}).join(u'|'));
}

void CompletionTest::asksTheDiskOnlyWhenItMatters()
{
    asked = 0;
    static_cast<void>(offeredFor({u"ge"_s}));
    static_cast<void>(offeredFor({u"get"_s, u"--"_s}));
    static_cast<void>(offeredFor({u"get"_s, u"--into"_s, u""_s}));
    QCOMPARE(asked, 0);
    static_cast<void>(offeredFor({u"get"_s, u""_s}));
    QCOMPARE(asked, 1);
}

void CompletionTest::optionsBefore()
{
    QCOMPARE(optionIn({u"get"_s, u"--library"_s, u"/x"_s, u""_s}, u"library"_s), u"/x"_s);
    QCOMPARE(optionIn({u"--library=/y"_s, u"get"_s, u""_s}, u"library"_s), u"/y"_s);
    QCOMPARE(optionIn({u"get"_s, u"--library"_s, u"/unfini"_s}, u"library"_s), QString());
    QCOMPARE(optionIn({u"get"_s, u""_s}, u"library"_s), QString());
}

void CompletionTest::lines()
{
    Completion completion = completionOf({u"verify"_s, u""_s}, sources());
    QCOMPARE(completionLines(completion), u"other/Gemma\n"_s); // what a terminal would obey is left out
    completion = completionOf({u"get"_s, u"gem"_s}, sources());
    QCOMPARE(completionLines(completion), u"other/Gemma\tGemma\n"_s);
    QCOMPARE(completionLines(completionOf({u"get"_s, u"--into"_s, u""_s}, sources())), u":folders\n"_s);
}

WEIGHTYARD_TEST(CompletionTest)

} // namespace completion_test

#include "completion_test.moc"
