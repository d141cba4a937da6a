#include "test_registry.h"

#include <QFileInfo>
#include <QMap>
#include <QtTest>
#include <cstdio>
#include <utility>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;

namespace {

using Table = QMap<QString, std::function<int(const QStringList &)>>;

// Filled before main(), so the tables are made when they are first asked for.
Table &tests()
{
    static Table table;
    return table;
}

Table &helpers()
{
    static Table table;
    return table;
}

const QString kHelper = u"--helper"_s;

} // namespace

RegisteredTest::RegisteredTest(const char *sourceFile, std::function<int(const QStringList &)> run)
{
    tests().insert(QFileInfo(QString::fromUtf8(sourceFile)).completeBaseName(), std::move(run));
}

RegisteredHelper::RegisteredHelper(const char *name, std::function<int(const QStringList &)> run)
{
    helpers().insert(QString::fromUtf8(name), std::move(run));
}

int execTest(QObject *test, const QStringList &arguments)
{
    return QTest::qExec(test, arguments);
}

QStringList helperCommand(const QString &name, const QStringList &arguments)
{
    return QStringList{kHelper, name} + arguments;
}

int runRegisteredTest(const QStringList &arguments)
{
    const bool isHelper = arguments.value(1) == kHelper;
    const Table &table = isHelper ? helpers() : tests();
    const QString name = arguments.value(isHelper ? 2 : 1);
    if (const auto found = table.find(name); found != table.end()) {
        // Qt Test takes the first argument for the program's name.
        return (*found)(isHelper ? arguments.mid(3) : arguments.mid(0, 1) + arguments.mid(2));
    }
    for (auto known = tests().cbegin(); known != tests().cend(); ++known)
        std::printf("%s\n", qPrintable(known.key()));
    if (name.isEmpty())
        return 0;
    std::fprintf(stderr, "no test or helper of the name '%s' here\n", qPrintable(name));
    return 2;
}

} // namespace weightyard::test
