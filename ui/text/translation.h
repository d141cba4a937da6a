// The languages of the program. Call the installing functions on the main thread, once there is an application; the others are pure.
#pragma once

#include <QList>
#include <QStringList>

namespace weightyard::text {

struct Language {
    QString code;    ///< of the setting "language" and of the file: "en", "de", "zh_CN"
    QString ownName; ///< "Deutsch"
};

/// All that there are, English first.
QList<Language> languages();

/// The code of the language to use: `setting` where it names one, else the first of the user's languages ("de-AT", "zh-Hans-SG", in
/// the order of QLocale::uiLanguages) that there is, else English. Chinese in traditional characters is not Simplified Chinese.
QString languageFor(const QString &setting, const QStringList &uiLanguages);

/// Texts made from here on are in the language of `code`, and in English with its plural forms where that lacks one; Qt's own texts
/// too, where Qt's translations are installed. What an earlier call installed is replaced.
void installTranslations(const QString &code);
/// The language of the setting, for this user. Numbers and dates are as the system has them, or as in the language that the setting
/// names where the system has another.
void installTranslationsFor(const QString &setting);

} // namespace weightyard::text
