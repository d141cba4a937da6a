#include "ui/browse/pick_presets.h"

#include "ui/text/format.h"
#include "ui/text/sentence.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using hub::PickWish;

namespace {

PickWish variantWish(const QString &name)
{
    PickWish wish;
    wish.variants = {name};
    return wish;
}

bool areThese(const QStringList &paths, const QSet<QString> &chosen)
{
    return paths.size() == chosen.size() && std::all_of(paths.begin(), paths.end(), [&](const QString &path) {
               return chosen.contains(path);
           });
}

} // namespace

QList<PickPreset> PickPresets::of(const session::ModelLook &look)
{
    const hub::Variants &variants = look.variants;
    QList<PickPreset> presets;
    const auto add = [&](const PickWish &wish, qint64 bytes) {
        presets.append({.name = nameOf(wish, look), .wish = wish, .bytes = bytes});
    };
    add({}, variants.bytes);
    if (!variants.doubles.isEmpty())
        add(variantWish(hub::kDefaultVariant), variants.bytes - variants.doubleBytes);
    if (look.weights && look.weights->files < look.details.files.size())
        add(look.weights->wish, look.weights->bytes);
    for (const hub::Variant &variant : variants.list)
        add(variantWish(variant.name), variant.bytes);
    return presets;
}

PickWish PickPresets::wishOf(const QStringList &paths, const session::ModelLook &look)
{
    const hub::Variants &variants = look.variants;
    const qsizetype files = look.details.files.size();
    if (paths.size() == files)
        return {};
    const QSet<QString> chosen(paths.begin(), paths.end());
    const bool hasDouble = std::any_of(variants.doubles.begin(), variants.doubles.end(),
                                       [&](const QString &path) { return chosen.contains(path); });
    if (!hasDouble && paths.size() == files - variants.doubles.size())
        return variantWish(hub::kDefaultVariant);
    for (const hub::Variant &variant : variants.list) {
        if (areThese(variant.files(), chosen))
            return variantWish(variant.name);
    }
    if (look.weights && look.weights->files == paths.size()) {
        const hub::Pick pick = hub::pickFiles(look.weights->wish, look.details.files, variants);
        if (areThese(pick.paths, chosen))
            return look.weights->wish;
    }
    PickWish wish;
    wish.paths = paths;
    return wish;
}

QString PickPresets::nameOf(const PickWish &wish, const session::ModelLook &look)
{
    if (wish.isWhole())
        return tr("All files");
    if (look.weights && wish == look.weights->wish)
        return tr("Weights and configuration");
    if (!wish.paths.isEmpty())
        return tr("Ticked files");
    if (!wish.include.isEmpty())
        return tr("By patterns");
    QString name =
        wish.variants.isEmpty() ? tr("All files") : text::withoutControls(text::listed(wish.variants));
    if (wish.variants == QStringList{hub::kDefaultVariant})
        name = tr("Without doubles");
    return wish.exclude.isEmpty() ? name : tr("%1, but for patterns").arg(name);
}

QStringList PickPresets::patternsIn(const QString &text)
{
    static const QRegularExpression between(u"[,\\s]+"_s);
    QStringList patterns = text.split(between, Qt::SkipEmptyParts);
    patterns.removeDuplicates();
    return patterns;
}

QString PickPresets::patternsText(const QStringList &patterns)
{
    return text::listed(patterns);
}

} // namespace weightyard::ui
