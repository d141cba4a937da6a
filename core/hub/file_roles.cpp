#include "hub/file_roles.h"

#include "base/weight_files.h"
#include "hub/gguf_names.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Shard {
    QString set; ///< path without the number
    int number = 0;
    int of = 0;
};

Shard shardOf(const QString &path)
{
    static const QRegularExpression pattern(u"^(.*)-(\\d{5})-of-(\\d{5})(\\.[A-Za-z0-9.]+)$"_s);
    const QRegularExpressionMatch match = pattern.match(path);
    if (!match.hasMatch())
        return {};
    return {.set = match.captured(1) + u'/' + match.captured(3) + match.captured(4),
            .number = match.captured(2).toInt(),
            .of = match.captured(3).toInt()};
}

bool isOneOf(const QString &name, std::initializer_list<QLatin1StringView> beginnings, QLatin1StringView end)
{
    return name.endsWith(end)
           && std::any_of(beginnings.begin(), beginnings.end(),
                          [&](QLatin1StringView begin) { return name.startsWith(begin); });
}

bool isDoubleName(const QString &name)
{
    return isOneOf(name, {"pytorch_model"_L1}, ".bin"_L1) || isOneOf(name, {"consolidated"_L1}, ".pth"_L1)
           || isOneOf(name, {"flax_model"_L1}, ".msgpack"_L1) || name == "tf_model.h5"_L1;
}

// Folders with a complete set of model*.safetensors.
QSet<QString> completeFolders(const QList<HubFile> &files)
{
    QHash<QString, QStringList> sets;
    for (const HubFile &file : files) {
        if (isOneOf(file.path.section(u'/', -1), {"model"_L1}, ".safetensors"_L1))
            sets[folderOf(file.path)].append(file.path);
    }
    QSet<QString> folders;
    for (auto set = sets.cbegin(); set != sets.cend(); ++set) {
        if (hasAllShards(*set))
            folders.insert(set.key());
    }
    return folders;
}

// "original" of "a/original/x/y", when "a" has a complete set.
bool isInDoubleFolder(const QString &path, const QSet<QString> &complete)
{
    for (QString folder = folderOf(path); !folder.isEmpty(); folder = folderOf(folder)) {
        const QString name = folder.section(u'/', -1);
        if ((name == "original"_L1 || name == "onnx"_L1) && complete.contains(folderOf(folder)))
            return true;
    }
    return false;
}

} // namespace

QString folderOf(const QString &path)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    return slash < 0 ? QString() : path.left(slash);
}

bool isFolderWeight(const QString &path)
{
    const QString name = path.section(u'/', -1);
    return (base::isWeightFile(path) && !isGguf(path)) || isDoubleName(name)
           || isOneOf(name, {"diffusion_pytorch_model"_L1, "adapter_model"_L1}, ".bin"_L1);
}

bool isNotice(const QString &path)
{
    const QString name = path.section(u'/', -1).toLower();
    for (const QLatin1StringView begin : {"license"_L1, "licence"_L1, "readme"_L1, "notice"_L1, "copying"_L1,
                                          "use_policy"_L1, "acceptable_use"_L1}) {
        if (name.startsWith(begin))
            return true;
    }
    return false;
}

bool isCompanion(const QString &path)
{
    const QString name = path.section(u'/', -1).toLower();
    static const QSet<QString> names{u"config.json"_s,
                                     u"generation_config.json"_s,
                                     u"preprocessor_config.json"_s,
                                     u"processor_config.json"_s,
                                     u"video_preprocessor_config.json"_s,
                                     u"special_tokens_map.json"_s,
                                     u"added_tokens.json"_s,
                                     u"vocab.json"_s,
                                     u"vocab.txt"_s,
                                     u"merges.txt"_s,
                                     u"params"_s,
                                     u"template"_s,
                                     u"system"_s};
    return names.contains(name) || name.startsWith("tokenizer"_L1) || name.startsWith("chat_template"_L1)
           || name.endsWith(".jinja"_L1) || name.endsWith(".tiktoken"_L1) || isNotice(path);
}

bool hasAllShards(const QStringList &paths)
{
    QHash<QString, QSet<int>> sets;
    QHash<QString, int> wanted;
    for (const QString &path : paths) {
        const Shard shard = shardOf(path);
        if (shard.of == 0)
            continue;
        sets[shard.set].insert(shard.number);
        wanted[shard.set] = shard.of;
    }
    return std::all_of(wanted.keyBegin(), wanted.keyEnd(),
                       [&](const QString &set) { return sets.value(set).size() >= wanted.value(set); });
}

QStringList doublesIn(const QList<HubFile> &files)
{
    const QSet<QString> complete = completeFolders(files);
    QStringList doubles;
    for (const HubFile &file : files) {
        const bool isBeside =
            complete.contains(folderOf(file.path)) && isDoubleName(file.path.section(u'/', -1));
        if (isBeside || isInDoubleFolder(file.path, complete))
            doubles.append(file.path);
    }
    doubles.sort();
    return doubles;
}

QString unsafeFormat(const QString &path)
{
    static const QHash<QString, QString> formats{
        {u"bin"_s, u"pickle"_s},    {u"pt"_s, u"pickle"_s},   {u"pth"_s, u"pickle"_s},
        {u"ckpt"_s, u"pickle"_s},   {u"pkl"_s, u"pickle"_s},  {u"pickle"_s, u"pickle"_s},
        {u"joblib"_s, u"pickle"_s}, {u"dill"_s, u"pickle"_s}, {u"nemo"_s, u"pickle"_s},
        {u"mar"_s, u"pickle"_s},    {u"npy"_s, u"numpy"_s},   {u"npz"_s, u"numpy"_s},
        {u"h5"_s, u"keras"_s},      {u"keras"_s, u"keras"_s}, {u"pb"_s, u"savedmodel"_s}};
    const QString name = path.section(u'/', -1);
    return name.contains(u'.') ? formats.value(name.section(u'.', -1).toLower()) : QString();
}

bool runsOnLoad(const QString &path)
{
    const QString format = unsafeFormat(path);
    return !format.isEmpty() && format != "numpy"_L1;
}

} // namespace weightyard::hub
