#include "hub/gguf_names.h"

#include <QHash>
#include <QRegularExpression>
#include <algorithm>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

struct QuantType {
    const char *name;
    double bits;
};

// The longest first: a pattern takes the first that fits.
constexpr QuantType kTypes[] = {
    {"Q4_1_SOME_F16", 5.0}, {"MXFP4_MOE", 4.25}, {"Q4_0_4_4", 4.5}, {"Q4_0_4_8", 4.5}, {"Q4_0_8_8", 4.5},
    {"IQ2_XXS", 2.38},      {"IQ3_XXS", 3.25},   {"Q2_K_XL", 3.3},  {"Q3_K_XL", 4.4},  {"Q4_K_XL", 5.0},
    {"Q5_K_XL", 5.8},       {"Q6_K_XL", 6.9},    {"Q8_K_XL", 9.5},  {"IQ2_XS", 2.59},  {"IQ3_XS", 3.50},
    {"IQ4_NL", 4.68},       {"IQ4_XS", 4.46},    {"Q2_K_S", 2.97},  {"Q3_K_S", 3.64},  {"Q3_K_M", 4.0},
    {"Q3_K_L", 4.30},       {"Q4_K_S", 4.67},    {"Q4_K_M", 4.89},  {"Q5_K_S", 5.57},  {"Q5_K_M", 5.70},
    {"IQ1_S", 2.00},        {"IQ1_M", 2.15},     {"IQ2_S", 2.74},   {"IQ2_M", 2.93},   {"IQ3_S", 3.66},
    {"IQ3_M", 3.76},        {"TQ1_0", 1.69},     {"TQ2_0", 2.06},   {"NVFP4", 4.5},    {"MXFP4", 4.25},
    {"Q4_0", 4.5},          {"Q4_1", 5.0},       {"Q4_2", 5.0},     {"Q4_3", 6.0},     {"Q5_0", 5.5},
    {"Q5_1", 6.0},          {"Q8_0", 8.50},      {"Q1_0", 1.13},    {"Q2_0", 2.25},    {"Q2_K", 3.16},
    {"Q6_K", 6.56},         {"BF16", 16.0},      {"F16", 16.0},     {"F32", 32.0},
};

QString typePattern()
{
    QStringList names;
    for (const QuantType &type : kTypes)
        names.append(QString::fromLatin1(type.name));
    return u"(?:UD-)?(?:"_s + names.join(u'|') + u")(?:_[A-Z]+)?"_s;
}

QString lastMatch(const QRegularExpression &pattern, const QString &text)
{
    QString last;
    for (auto found = pattern.globalMatch(text); found.hasNext();)
        last = found.next().captured(0);
    return last;
}

} // namespace

QString ggufLabel(const QString &name)
{
    static const QRegularExpression asWord(u"(?<![A-Z0-9])"_s + typePattern() + u"(?![A-Z0-9])"_s);
    static const QRegularExpression anywhere(typePattern());
    const QString upper = name.toUpper();
    const QString word = lastMatch(asWord, upper);
    return word.isEmpty() ? lastMatch(anywhere, upper) : word;
}

double ggufBits(const QString &label)
{
    const QString name = label.startsWith("UD-"_L1) ? label.mid(3) : label;
    for (const QuantType &type : kTypes) {
        if (name.startsWith(QLatin1StringView(type.name)))
            return type.bits;
    }
    return 0;
}

GgufName parseGgufName(const QString &path)
{
    static const QRegularExpression shard(u"^(.*)-(\\d{5})-of-(\\d{5})$"_s);
    const QString file = path.section(u'/', -1);
    GgufName name{.stem = isGguf(file) ? file.chopped(5) : file, .label = {}};
    if (const auto match = shard.match(name.stem); match.hasMatch()) {
        name.stem = match.captured(1);
        name.shard = match.captured(2).toInt();
        name.shards = match.captured(3).toInt();
    }
    name.label = ggufLabel(name.stem);
    if (name.label.isEmpty())
        name.label = ggufLabel(path.section(u'/', 0, -2));
    const QString lower = name.stem.toLower();
    name.isProjector = lower.contains("mmproj"_L1);
    const QLatin1StringView heads[] = {"mtp-"_L1, "eagle3-"_L1, "dflash-"_L1, "dspark-"_L1};
    name.isAside = lower.contains("imatrix"_L1)
                   || std::any_of(std::begin(heads), std::end(heads),
                                  [&](QLatin1StringView head) { return lower.startsWith(head); });
    return name;
}

bool isGguf(const QString &path)
{
    return path.endsWith(".gguf"_L1, Qt::CaseInsensitive);
}

} // namespace weightyard::hub
