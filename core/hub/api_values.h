// What the Hub's answers say, taken from JSON that may hold anything: another type or a missing field is "not known", texts have an end
// and no character that steers a terminal or hides, counts are never negative. Pure, any thread.
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

namespace weightyard::hub {

constexpr qsizetype kLongestText = 300;
constexpr qsizetype kMostTexts = 200;

/// One line of at most `longest` characters; empty for anything but a text.
QString plainText(const QJsonValue &value, qsizetype longest = kLongestText);
/// The same of a list, or of one text; empty ones left out.
QStringList plainTexts(const QJsonValue &value);
/// -1: not known.
qint64 plainCount(const QJsonValue &value);
/// Of ISO 8601; invalid: not known.
QDateTime plainTime(const QJsonValue &value);
/// 40 or 64 lower-case hex digits; empty for anything else.
QString plainHash(const QJsonValue &value, qsizetype digits);

/// The licence of a model's card, else of its tags; empty: not known.
QString licenceOf(const QJsonObject &model);

/// "owner/name" as the Hub allows names: letters, digits, '-', '_' and '.'.
bool isHubId(const QString &id);

} // namespace weightyard::hub
