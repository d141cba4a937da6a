#include "hub/variants.h"

#include "base/byte_sum.h"
#include "hub/file_roles.h"
#include "hub/gguf_names.h"

#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>
#include <cmath>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

// Repositories of strangers may hold 100 000 files of any name; a person chooses among some.
constexpr qsizetype kMostShared = 64;
constexpr qsizetype kMostVariants = 1000;

// One GGUF model: a whole file, or all its shards.
struct GgufSet {
    QString folder;
    GgufName name;
    QStringList paths;
    QSet<int> shards;
};

struct Projector {
    QString path;
    QString folder;
    double bits = 0;
};

using SizeMap = QHash<QString, const HubFile *>;

void measure(Variant &variant, const SizeMap &files)
{
    QSet<base::Oid> counted;
    const QStringList paths = variant.files();
    for (const QString &path : paths) {
        const HubFile *file = files.value(path);
        variant.bytes = base::addBytes(variant.bytes, file->size);
        if (file->oid && !counted.contains(*file->oid)) {
            counted.insert(*file->oid);
            variant.objectBytes = base::addBytes(variant.objectBytes, file->size);
        }
    }
}

double bitsOf(const QStringList &paths, const SizeMap &files, qint64 parameters)
{
    double bytes = 0;
    for (const QString &path : paths)
        bytes += static_cast<double>(files.value(path)->size);
    const double bits = parameters > 0 ? bytes * 8 / static_cast<double>(parameters) : 0;
    return bits >= 0.5 && bits <= 64 ? std::round(bits * 100) / 100 : 0; // else it is another model's number
}

bool isInside(const QString &folder, const QString &around)
{
    return around.isEmpty() || folder == around || folder.startsWith(around + u'/');
}

// llama.cpp's rule (common/download.cpp): in the model's folder or around it, the deepest, then the nearest bits.
QString projectorFor(const GgufSet &set, const QList<Projector> &projectors)
{
    const Projector *best = nullptr;
    const double bits = ggufBits(set.name.label);
    for (const Projector &one : projectors) {
        if (!isInside(set.folder, one.folder))
            continue;
        const bool deeper = best == nullptr || one.folder.size() > best->folder.size();
        const bool nearer = best != nullptr && one.folder == best->folder
                            && std::abs(one.bits - bits) < std::abs(best->bits - bits);
        if (deeper || nearer)
            best = &one;
    }
    return best == nullptr ? QString() : best->path;
}

QList<GgufSet> ggufSets(const QList<HubFile> &files, QList<Projector> &projectors)
{
    QMap<QString, GgufSet> sets; // by folder, stem and number of shards
    for (const HubFile &file : files) {
        if (!isGguf(file.path))
            continue;
        const GgufName name = parseGgufName(file.path);
        const QString folder = folderOf(file.path);
        if (name.isProjector && projectors.size() < kMostShared)
            projectors.append({file.path, folder, ggufBits(name.label)});
        if (name.isProjector || name.isAside)
            continue;
        GgufSet &set = sets[folder + u'\n' + name.stem + u'\n' + QString::number(name.shards)];
        set.folder = folder;
        set.name = name;
        set.paths.append(file.path);
        set.shards.insert(name.shard);
    }
    return sets.values();
}

// The quantisation where it tells one from the others, else the file's name, else its path.
QStringList namesOf(const QList<GgufSet> &sets)
{
    QHash<QString, int> labels;
    QHash<QString, int> stems;
    for (const GgufSet &set : sets) {
        ++labels[set.name.label];
        ++stems[set.name.stem.toLower()];
    }
    QStringList names;
    for (const GgufSet &set : sets) {
        const bool byLabel = !set.name.label.isEmpty() && labels.value(set.name.label) == 1;
        const bool byStem = stems.value(set.name.stem.toLower()) == 1;
        const QString path = set.folder.isEmpty() ? set.name.stem : set.folder + u'/' + set.name.stem;
        names.append(byLabel ? set.name.label : byStem ? set.name.stem : path);
    }
    return names;
}

QList<Variant> ggufVariants(const QList<HubFile> &files, const SizeMap &sizes, qint64 parameters)
{
    QList<Projector> projectors;
    const QList<GgufSet> sets = ggufSets(files, projectors);
    QHash<QString, QStringList> besides; // companions by folder
    for (const HubFile &file : files) {
        if (!isCompanion(file.path))
            continue;
        if (QStringList &paths = besides[folderOf(file.path)]; paths.size() < kMostShared)
            paths.append(file.path);
    }
    const QStringList names = namesOf(sets);
    QList<Variant> variants;
    for (qsizetype i = 0; i < sets.size(); ++i) {
        const GgufSet &set = sets.at(i);
        Variant variant{.name = names.at(i),
                        .kind = Variant::Kind::Gguf,
                        .folder = set.folder,
                        .weights = set.paths,
                        .companions = besides.value(QString())};
        if (!set.folder.isEmpty())
            variant.companions += besides.value(set.folder);
        if (const QString projector = projectorFor(set, projectors); !projector.isEmpty())
            variant.companions.append(projector);
        variant.isComplete = set.name.shards == 0 || set.shards.size() == set.name.shards;
        measure(variant, sizes);
        variant.bits = sets.size() == 1 || parameters > 0 ? bitsOf(set.paths, sizes, parameters) : 0;
        variant.bitsMeasured = variant.bits > 0;
        if (!variant.bitsMeasured)
            variant.bits = ggufBits(set.name.label);
        variants.append(variant);
    }
    return variants;
}

// The outermost folder of a pipeline that has this one in it.
std::optional<QString> pipelineOf(const QString &folder, const QSet<QString> &pipelines)
{
    std::optional<QString> outermost;
    for (QString at = folder;; at = folderOf(at)) {
        if (pipelines.contains(at))
            outermost = at;
        if (at.isEmpty())
            return outermost;
    }
}

// Folders that are a model by themselves; what lies below one of several parts belongs to it.
QSet<QString> modelFolders(const QList<HubFile> &files)
{
    QSet<QString> configured;
    QSet<QString> weighted;
    QSet<QString> pipelines;
    for (const HubFile &file : files) {
        const QString name = file.path.section(u'/', -1);
        const QString folder = folderOf(file.path);
        if (name == "config.json"_L1)
            configured.insert(folder);
        if (name == "model_index.json"_L1 || name == "modules.json"_L1) // diffusers, sentence-transformers
            pipelines.insert(folder);
        if (isFolderWeight(file.path))
            weighted.insert(folder);
    }
    QSet<QString> folders;
    for (const QString &folder : std::as_const(weighted)) {
        if (const std::optional<QString> pipeline = pipelineOf(folder, pipelines))
            folders.insert(*pipeline);
        else if (configured.contains(folder))
            folders.insert(folder);
    }
    return folders;
}

// The deepest of them that the path lies in; nothing: none.
std::optional<QString> homeOf(const QString &path, const QSet<QString> &folders)
{
    for (QString folder = folderOf(path);; folder = folderOf(folder)) {
        if (folders.contains(folder))
            return folder;
        if (folder.isEmpty())
            return {};
    }
}

// What the top folder's model is called: by its kind, because it has no name of its own.
QString topName(const QStringList &weights, const QSet<QString> &folders)
{
    QString name = u"pytorch"_s;
    for (const QString &path : weights) {
        if (path.endsWith(".safetensors"_L1, Qt::CaseInsensitive))
            name = u"safetensors"_s;
        else if (path.endsWith(".npz"_L1, Qt::CaseInsensitive) && name != "safetensors"_L1)
            name = u"npz"_s;
    }
    return folders.contains(name) ? u"top"_s : name;
}

double namedBits(const QString &folder)
{
    static const QRegularExpression bits(u"(?<![0-9])([2-8])[-_]?bits?(?![a-z0-9])"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    if (const auto match = bits.match(folder); match.hasMatch())
        return match.captured(1).toDouble();
    return folder.contains(u"bf16"_s, Qt::CaseInsensitive) || folder.contains(u"fp16"_s, Qt::CaseInsensitive)
               ? 16
               : 0;
}

QList<Variant> folderVariants(const QList<HubFile> &files, const SizeMap &sizes, const QSet<QString> &doubles,
                              qint64 parameters)
{
    const QSet<QString> folders = modelFolders(files);
    QMap<QString, Variant> variants;
    QStringList shared; // README and licence of the repository
    for (const HubFile &file : files) {
        if (shared.size() < kMostShared && folderOf(file.path).isEmpty() && isNotice(file.path))
            shared.append(file.path);
        const std::optional<QString> home = homeOf(file.path, folders);
        if (!home || doubles.contains(file.path) || isGguf(file.path))
            continue;
        Variant &variant = variants[*home];
        (isFolderWeight(file.path) ? variant.weights : variant.companions).append(file.path);
    }
    QList<Variant> result;
    for (auto one = variants.begin(); one != variants.end(); ++one) {
        Variant &variant = *one;
        variant.folder = one.key();
        variant.name = one.key().isEmpty() ? topName(variant.weights, folders) : one.key();
        if (variant.name.compare(kDefaultVariant, Qt::CaseInsensitive) == 0)
            variant.name += u'/';
        for (const QString &path : std::as_const(shared)) {
            if (!variant.companions.contains(path))
                variant.companions.append(path);
        }
        variant.isComplete = hasAllShards(variant.weights);
        measure(variant, sizes);
        variant.bits = bitsOf(variant.weights, sizes, parameters);
        variant.bitsMeasured = variant.bits > 0;
        if (!variant.bitsMeasured)
            variant.bits = namedBits(one.key());
        result.append(variant);
    }
    return result;
}

// llama.cpp takes a tag for the end of a file's name: "Q4_K_XL" is "UD-Q4_K_XL" where there is no other.
QList<Variant> variantsEndingIn(const Variants &variants, const QString &text)
{
    QList<Variant> named;
    for (const Variant &one : variants.list) {
        const bool isOf = one.kind == Variant::Kind::Gguf && !text.isEmpty()
                          && std::any_of(one.weights.begin(), one.weights.end(), [&](const QString &path) {
                                 const QString label = parseGgufName(path).label;
                                 return label.endsWith(u'-' + text, Qt::CaseInsensitive);
                             });
        if (isOf)
            named.append(one);
    }
    return named;
}

} // namespace

Variants findVariants(const QList<HubFile> &files, qint64 parameters)
{
    SizeMap sizes;
    Variants variants;
    for (const HubFile &file : files) {
        sizes.insert(file.path, &file);
        variants.bytes = base::addBytes(variants.bytes, file.size);
    }
    variants.doubles = doublesIn(files);
    for (const QString &path : std::as_const(variants.doubles))
        variants.doubleBytes = base::addBytes(variants.doubleBytes, sizes.value(path)->size);
    const QSet<QString> doubles(variants.doubles.begin(), variants.doubles.end());
    variants.list =
        folderVariants(files, sizes, doubles, parameters) + ggufVariants(files, sizes, parameters);
    const auto rank = [](const Variant &one) {
        return one.kind == Variant::Kind::Gguf ? 2 : one.folder.isEmpty() ? 0 : 1;
    };
    std::stable_sort(variants.list.begin(), variants.list.end(), [&](const Variant &a, const Variant &b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.bytes > b.bytes;
    });
    variants.list = variants.list.mid(0, kMostVariants);
    return variants;
}

QList<Variant> variantsNamed(const Variants &variants, const QString &text)
{
    const auto same = [&](const QString &name) { return name.compare(text, Qt::CaseInsensitive) == 0; };
    QList<Variant> named;
    for (const Variant &one : variants.list) {
        if (same(one.name))
            return {one};
        const bool isGgufOf =
            one.kind == Variant::Kind::Gguf
            && std::any_of(one.weights.begin(), one.weights.end(), [&](const QString &path) {
                   const GgufName name = parseGgufName(path);
                   return same(name.label) || same(name.stem) || same(path) || same(path.section(u'/', -1));
               });
        if (isGgufOf)
            named.append(one);
    }
    return named.isEmpty() ? variantsEndingIn(variants, text) : named;
}

} // namespace weightyard::hub
