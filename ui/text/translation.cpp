#include "ui/text/translation.h"

#include <QCoreApplication>
#include <QTranslator>
#include <memory>

// Resources of a static library are linked only when something asks for them; outside of any namespace.
static void initTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;

namespace {

void install(const QLocale &locale)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(locale, u"weightyard"_s, u"_"_s, u":/translations"_s))
        return;
    translator->setParent(QCoreApplication::instance());
    QCoreApplication::installTranslator(translator.release());
}

} // namespace

void installTranslations(const QLocale &locale)
{
    initTranslations();
    const QLocale english(QLocale::English);
    install(english); // what was installed last is asked first
    if (locale.language() != QLocale::English)
        install(locale);
}

} // namespace weightyard::text
