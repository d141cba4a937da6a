#include "many_models.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace weightyard::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kInFamily = 500;

} // namespace

QString modelId(int number)
{
    return u"demo/model-%1"_s.arg(number, 5, 10, QChar(u'0'));
}

QString familyOf(int number)
{
    return u"Family %1"_s.arg(number / kInFamily);
}

QByteArray catalogueOf(int models)
{
    QStringList families;
    QJsonArray entries;
    for (int i = 0; i < models; ++i) {
        if (i % kInFamily == 0)
            families.append(familyOf(i));
        entries.append(QJsonObject{{u"id"_s, modelId(i)},
                                   {u"family"_s, familyOf(i)},
                                   {u"name"_s, u"Model %1"_s.arg(i)},
                                   {u"parameters"_s, u"1.24B"_s},
                                   {u"quantization"_s, u"4-bit"_s},
                                   {u"licence"_s, u"mit"_s},
                                   {u"bytes"_s, 1'000'000 + i}});
    }
    return QJsonDocument(QJsonObject{{u"version"_s, 1},
                                     {u"families"_s, QJsonArray::fromStringList(families)},
                                     {u"models"_s, entries}})
        .toJson();
}

} // namespace weightyard::bench
