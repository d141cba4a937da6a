#include "ui/browse/found_text.h"

#include "hub/parameters.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"

#include <QLocale>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using session::Fit;

namespace {

constexpr QStringView kFactsDot = u" · ";
constexpr qint64 kDayMs = 24LL * 3600 * 1000;

// Weights of PyTorch and nothing beside them: pickle.
bool isPickle(const hub::FoundModel &model)
{
    return model.formats.isEmpty() && model.tags.contains("pytorch"_L1);
}

} // namespace

QString FoundText::parameters(const hub::FoundModel &model)
{
    const QString text = hub::parametersText(model.parameters);
    return model.parametersByName ? u"≈ "_s + text : text;
}

QString FoundText::count(qint64 count)
{
    if (count < 1000)
        return count < 0 ? QString() : QLocale().toString(count);
    const QString units[] = {u"k"_s, u"M"_s, u"G"_s, u"T"_s};
    double value = static_cast<double>(count) / 1000;
    int unit = 0;
    for (; value >= 999.5 && unit < 3; ++unit)
        value /= 1000;
    return u"%1 %2"_s.arg(QLocale().toString(value, 'f', value < 9.95 ? 1 : 0), units[unit]);
}

QString FoundText::facts(const hub::FoundModel &model)
{
    QStringList parts{model.author(), parameters(model), model.quantization};
    if (!model.licence.isEmpty())
        parts.append(RowText::licence(model.licence));
    if (model.downloads >= 0)
        parts.append(u"↓ "_s + count(model.downloads));
    if (model.likes > 0)
        parts.append(u"♥ "_s + count(model.likes));
    parts.removeAll(QString());
    return parts.join(kFactsDot);
}

QString FoundText::size(const FoundRow &row)
{
    if (row.bytes <= 0)
        return {};
    const QString least = text::formatBytes(row.bytes);
    if (!row.isExact)
        return u"≈ "_s + least;
    const QString most = text::formatBytes(std::max(row.mostBytes, row.bytes));
    const bool sameUnit = least.section(u' ', 1) == most.section(u' ', 1);
    return least == most ? least : u"%1–%2"_s.arg(sameUnit ? least.section(u' ', 0, 0) : least, most);
}

QString FoundText::age(const QDateTime &when, qint64 wallNowMs)
{
    if (!when.isValid())
        return {};
    const qint64 days = std::max<qint64>(wallNowMs - when.toMSecsSinceEpoch(), 0) / kDayMs;
    if (days < 1)
        return tr("today");
    if (days < 14)
        return tr("%n day(s)", nullptr, static_cast<int>(days));
    if (days < 60)
        return tr("%n week(s)", nullptr, static_cast<int>(days / 7));
    if (days < 730)
        return tr("%n month(s)", nullptr, static_cast<int>(days / 30));
    return tr("%n year(s)", nullptr, static_cast<int>(days / 365));
}

bool FoundText::isShownOf(const ModelRow &row)
{
    return isHere(row) || isActive(row) || isProblem(row) || row.job || session::isUnfinished(row.disk);
}

RowStatus FoundText::status(const FoundRow &row, const ModelRow *local, qint64 wallNowMs, bool fittingOnly)
{
    if (local && isShownOf(*local))
        return RowText::status(*local, wallNowMs);
    if (row.model.isDisabled)
        return {.tone = Tone::Bad, .pill = true, .text = tr("Taken down")};
    if (row.fit == Fit::NoDisk)
        return {.tone = Tone::Caution, .pill = true, .text = tr("Does not fit the disk")};
    if (row.fit == Fit::NoMemory)
        return {.tone = Tone::Caution, .pill = true, .text = tr("Too large for memory")};
    if (isPickle(row.model))
        return {.tone = Tone::Caution, .pill = true, .text = tr("Unsafe format")};
    if (row.model.isPrivate)
        return {.text = tr("Private")};
    if (row.fit == Fit::TightMemory)
        return {.tone = Tone::Caution, .text = tr("Tight memory")};
    if (row.fit == Fit::Unknown && fittingOnly)
        return {.text = tr("Size not known")};
    return {};
}

QString FoundText::fit(Fit fit)
{
    switch (fit) {
    case Fit::Unknown:
        return {};
    case Fit::Fits:
        return tr("fits");
    case Fit::TightMemory:
        return tr("tight memory");
    case Fit::NoMemory:
        return tr("memory too small");
    case Fit::NoDisk:
        return tr("disk too full");
    }
    Q_UNREACHABLE();
}

Tone FoundText::fitTone(Fit fit)
{
    switch (fit) {
    case Fit::Unknown:
        return Tone::Plain;
    case Fit::Fits:
        return Tone::Good;
    case Fit::TightMemory:
        return Tone::Caution;
    case Fit::NoMemory:
    case Fit::NoDisk:
        return Tone::Bad;
    }
    Q_UNREACHABLE();
}

QString FoundText::task(const QString &task)
{
    static const QHash<QString, const char *> names{
        {u"text-generation"_s, QT_TR_NOOP("Text")},
        {u"image-text-to-text"_s, QT_TR_NOOP("Images and text")},
        {u"text-to-image"_s, QT_TR_NOOP("Pictures")},
        {u"automatic-speech-recognition"_s, QT_TR_NOOP("Speech to text")},
        {u"text-to-speech"_s, QT_TR_NOOP("Text to speech")},
        {u"feature-extraction"_s, QT_TR_NOOP("Embeddings")},
        {u"translation"_s, QT_TR_NOOP("Translation")},
    };
    const char *name = names.value(task);
    return name == nullptr ? task : tr(name);
}

QString FoundText::format(hub::SearchWish::Format format)
{
    switch (format) {
    case hub::SearchWish::Format::Any:
        return {};
    case hub::SearchWish::Format::Mlx:
        return u"MLX"_s;
    case hub::SearchWish::Format::Gguf:
        return u"GGUF"_s;
    case hub::SearchWish::Format::Safetensors:
        return u"Safetensors"_s;
    }
    Q_UNREACHABLE();
}

QString FoundText::sort(hub::SearchWish::Sort sort)
{
    switch (sort) {
    case hub::SearchWish::Sort::Trending:
        return tr("Trending");
    case hub::SearchWish::Sort::Downloads:
        return tr("Downloads");
    case hub::SearchWish::Sort::Likes:
        return tr("Likes");
    case hub::SearchWish::Sort::Newest:
        return tr("Newest");
    case hub::SearchWish::Sort::Updated:
        return tr("Updated");
    }
    Q_UNREACHABLE();
}

QString FoundText::spoken(const FoundRow &row, const ModelRow *local, qint64 wallNowMs)
{
    QStringList parts{row.model.id, facts(row.model), size(row)};
    if (row.model.isGated())
        parts.append(tr("gated"));
    parts.append(status(row, local, wallNowMs, true).text);
    parts.removeAll(QString());
    return text::listed(parts);
}

} // namespace weightyard::ui
