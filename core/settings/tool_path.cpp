#include "settings/tool_path.h"

#include <QDir>
#include <QStandardPaths>

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;

QString toolPath(const QString &name, const base::Environment &environment,
                 [[maybe_unused]] const base::CancelToken &cancel)
{
    QStringList folders =
        environment.value(u"PATH"_s).value_or(QString()).split(QDir::listSeparator(), Qt::SkipEmptyParts);
    folders.removeIf([](const QString &folder) { return !QDir::isAbsolutePath(folder); });
    const QString found = folders.isEmpty() ? QString() : QStandardPaths::findExecutable(name, folders);
#ifdef Q_OS_MACOS
    if (found == "/usr/bin/git"_L1) {
        const auto tools = runHelper({.program = u"/usr/bin/xcode-select"_s, .arguments = {u"-p"_s}}, cancel);
        if (!tools || tools->exitCode != 0)
            return {};
    }
#endif
    return found;
}

QProcessEnvironment toolEnvironment(const base::Environment &environment)
{
    QProcessEnvironment variables;
    const QHash<QString, QString> &all = environment.all();
    for (auto it = all.cbegin(); it != all.cend(); ++it)
        variables.insert(it.key(), it.value());
    for (const QString &name : {u"GIT_DIR"_s, u"GIT_WORK_TREE"_s, u"GIT_INDEX_FILE"_s, u"GIT_PREFIX"_s})
        variables.remove(name);
    return variables;
}

} // namespace weightyard::settings
