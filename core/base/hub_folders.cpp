#include "base/hub_folders.h"

#include "base/home_folder.h"

#include <QDir>
#include <QRegularExpression>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

namespace {
#ifdef Q_OS_WIN
constexpr QStringView kSeparators = uR"(/\)";
constexpr QStringView kVariable = uR"(\$(?:(\w+)|\{([^}]*)\})|%([^%]+)%)";
#else
constexpr QStringView kSeparators = u"/";
constexpr QStringView kVariable = uR"(\$(?:(\w+)|\{([^}]*)\}))";
#endif
} // namespace

QString expandedAsInPython(const QString &text, const Environment &environment)
{
    QString path = text;
    const QString own = homeForPython(environment);
    if (!own.isEmpty() && (path == "~"_L1 || (path.startsWith(u'~') && kSeparators.contains(path[1]))))
        path = own + path.mid(1);
    static const QRegularExpression variable(kVariable.toString());
    QString out;
    qsizetype end = 0;
    for (auto matches = variable.globalMatch(path); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(path).mid(end, match.capturedStart() - end);
        out += environment.value(match.captured(1) + match.captured(2) + match.captured(3))
                   .value_or(match.captured());
        end = match.capturedEnd();
    }
    return out + path.mid(end);
}

QString hubHome(const Environment &environment)
{
    if (const auto folder = environment.value(u"HF_HOME"_s))
        return expandedAsInPython(*folder, environment);
    if (const auto cache = environment.value(u"XDG_CACHE_HOME"_s))
        return expandedAsInPython(*cache, environment) + u"/huggingface"_s;
    const QString own = homeForPython(environment);
    return own.isEmpty() ? QString() : own + u"/.cache/huggingface"_s;
}

QString hubCache(const Environment &environment)
{
    for (const QString &name : {u"HF_HUB_CACHE"_s, u"HUGGINGFACE_HUB_CACHE"_s}) {
        if (const auto folder = environment.value(name))
            return QDir::cleanPath(expandedAsInPython(*folder, environment));
    }
    const QString home = hubHome(environment);
    return home.isEmpty() ? QString() : QDir::cleanPath(home + u"/hub"_s);
}

} // namespace weightyard::base
