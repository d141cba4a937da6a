#include "ui/text/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <algorithm>
#include <memory>

// Resources of a static library are linked only when something asks for them; outside of any namespace.
static void initTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kEnglish = u"en"_s;
const QString kInstalled =
    u"weightyardTranslator"_s; // the object name: all that is ours is taken out together

void install(const QString &file, const QString &folder)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(file, folder))
        return;
    translator->setObjectName(kInstalled);
    translator->setParent(QCoreApplication::instance());
    QCoreApplication::installTranslator(translator.release());
}

void removeInstalled()
{
    const auto translators =
        QCoreApplication::instance()->findChildren<QTranslator *>(kInstalled, Qt::FindDirectChildrenOnly);
    qDeleteAll(translators); // which takes them out
}

// Of what a system calls a language, "de-AT" or "zh_Hans_SG.UTF-8", the code of ours; empty: there is none.
QString ourCode(const QString &name)
{
    const QStringList parts =
        QString(name).replace(u'_', u'-').section(u'.', 0, 0).section(u'@', 0, 0).toLower().split(u'-');
    if (parts.first() == "zh"_L1) {
        const bool isSimplified = parts.contains(u"hans"_s);
        const bool isTraditional =
            parts.contains(u"hant"_s) || std::any_of(parts.begin(), parts.end(), [](const QString &part) {
                return part == "tw"_L1 || part == "hk"_L1 || part == "mo"_L1;
            });
        return isSimplified || !isTraditional ? u"zh_CN"_s : QString();
    }
    const QList<Language> all = languages();
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const Language &language) { return language.code == parts.first(); });
    return same == all.end() ? QString() : same->code;
}

} // namespace

QList<Language> languages()
{
    return {{kEnglish, u"English"_s}, {u"de"_s, u"Deutsch"_s}, {u"zh_CN"_s, u"简体中文"_s}};
}

QString languageFor(const QString &setting, const QStringList &uiLanguages)
{
    const QList<Language> all = languages();
    const bool isNamed = std::any_of(all.begin(), all.end(),
                                     [&](const Language &language) { return language.code == setting; });
    if (isNamed)
        return setting;
    for (const QString &name : uiLanguages) {
        if (const QString code = ourCode(name); !code.isEmpty())
            return code;
    }
    return kEnglish;
}

void installTranslations(const QString &code)
{
    initTranslations();
    removeInstalled();
    const QString folder = u":/translations"_s;
    install(u"weightyard_en"_s, folder); // what was installed last is asked first
    if (code != kEnglish) {
        install(u"qtbase_"_s + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
        install(u"weightyard_"_s + code, folder);
    }
}

void installTranslationsFor(const QString &setting)
{
    const QLocale system = QLocale::system();
    const QString code = languageFor(setting, system.uiLanguages());
    installTranslations(code);
    const QLocale chosen(code);
    const bool isElse = setting == code && chosen.language() != system.language();
    QLocale::setDefault(isElse ? chosen : system);
}

} // namespace weightyard::text
