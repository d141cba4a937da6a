#include "hub/api_values.h"

#include <QJsonArray>
#include <algorithm>
#include <cmath>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 96; // of an owner or a model, as the Hub has it
constexpr double kLargestCount = 9.0e15;

bool mayStay(QChar c)
{
    const QChar::Category category = c.category();
    return category != QChar::Other_Control && category != QChar::Other_Format
           && category != QChar::Separator_Line && category != QChar::Separator_Paragraph
           && category != QChar::Other_PrivateUse && category != QChar::Other_NotAssigned;
}

bool isHubName(QStringView name)
{
    const auto fits = [](QChar c) {
        const char16_t u = c.unicode();
        return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'-'
               || u == u'_' || u == u'.';
    };
    return !name.isEmpty() && name.size() <= kLongestName && name.front() != u'.' && name.front() != u'-'
           && name.back() != u'.' && std::all_of(name.begin(), name.end(), fits);
}

} // namespace

QString plainText(const QJsonValue &value, qsizetype longest)
{
    QString text = value.toString().left(longest * 2);
    for (QChar &c : text) {
        if (!mayStay(c))
            c = u' ';
    }
    return text.simplified().left(longest);
}

QStringList plainTexts(const QJsonValue &value)
{
    QStringList texts;
    const QJsonArray list = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &one : list) {
        if (texts.size() >= kMostTexts)
            break;
        if (const QString text = plainText(one); !text.isEmpty())
            texts.append(text);
    }
    return texts;
}

qint64 plainCount(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    if (!std::isfinite(number) || number < 0 || number > kLargestCount)
        return -1;
    return value.toInteger(static_cast<qint64>(number));
}

QDateTime plainTime(const QJsonValue &value)
{
    const QDateTime time = QDateTime::fromString(value.toString().left(40), Qt::ISODateWithMs);
    return time.isValid() ? time.toUTC() : QDateTime();
}

QString plainHash(const QJsonValue &value, qsizetype digits)
{
    const QString text = value.toString();
    const bool isHash = text.size() == digits && std::all_of(text.begin(), text.end(), [](QChar c) {
                            return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
                        });
    return isHash ? text : QString();
}

QString licenceOf(const QJsonObject &model)
{
    const QStringList named = plainTexts(model["cardData"_L1].toObject()["license"_L1]);
    if (!named.isEmpty())
        return named.first();
    const QStringList tags = plainTexts(model["tags"_L1]);
    for (const QString &tag : tags) {
        if (tag.startsWith("license:"_L1))
            return tag.mid(8);
    }
    return {};
}

bool isHubId(const QString &id)
{
    const qsizetype slash = id.indexOf(u'/');
    return slash > 0 && isHubName(QStringView(id).left(slash)) && isHubName(QStringView(id).mid(slash + 1));
}

} // namespace weightyard::hub
