#include "hub/weights_pick.h"

#include "hub/file_roles.h"
#include "hub/path_pattern.h"

#include <QSet>
#include <algorithm>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList matching(std::initializer_list<QLatin1StringView> patterns, const QList<HubFile> &files,
                     const QSet<QString> &doubles)
{
    QStringList hits;
    for (const QLatin1StringView text : patterns) {
        const PathPattern pattern{QString(text)};
        const bool hit = std::any_of(files.begin(), files.end(), [&](const HubFile &file) {
            return !doubles.contains(file.path) && pattern.matches(file.path);
        });
        if (hit)
            hits.append(text);
    }
    return hits;
}

// So that it means itself.
QString literally(const QString &path)
{
    QString pattern;
    for (const QChar c : path)
        pattern += c == u'*' || c == u'?' || c == u'[' ? u'[' + QString(c) + u']' : QString(c);
    return pattern;
}

// All of "a/original/x/y" where "a/original" holds nothing but doubles is "a/original/*".
QString patternOf(const QString &path)
{
    QString folder = path;
    while (!folder.isEmpty()) {
        folder = folderOf(folder);
        const QString name = folder.section(u'/', -1);
        if (name == "original"_L1 || name == "onnx"_L1)
            return literally(folder) + u"/*"_s;
    }
    return literally(path);
}

} // namespace

std::optional<WeightsPick> weightsPick(const QList<HubFile> &files, const Variants &variants)
{
    const QSet<QString> doubles(variants.doubles.begin(), variants.doubles.end());
    QStringList include = matching({"*.safetensors"_L1, "*.gguf"_L1, "*.npz"_L1}, files, doubles);
    if (include.isEmpty())
        include = matching({"*.bin"_L1, "*.pt"_L1, "*.pth"_L1, "*.ckpt"_L1, "*.h5"_L1, "*.msgpack"_L1,
                            "*.onnx"_L1, "*.onnx_data"_L1},
                           files, doubles);
    if (include.isEmpty())
        return {};
    include += matching({"*.json"_L1, "*.model"_L1, "*.tiktoken"_L1, "*.jinja"_L1, "*merges.txt"_L1,
                         "*vocab.txt"_L1, "*.py"_L1, "params"_L1, "template"_L1, "system"_L1},
                        files, doubles);
    const std::vector<PathPattern> patterns(include.begin(), include.end());
    QStringList exclude;
    for (const QString &path : variants.doubles) {
        const bool isChosen = std::any_of(patterns.begin(), patterns.end(),
                                          [&](const PathPattern &pattern) { return pattern.matches(path); });
        if (const QString pattern = patternOf(path); isChosen && !exclude.contains(pattern))
            exclude.append(pattern);
    }
    WeightsPick weights{
        .wish = {.variants = {}, .include = include, .exclude = exclude, .paths = {}, .isSafe = false}};
    const Pick pick = pickFiles(weights.wish, files, variants);
    weights.files = pick.paths.size();
    weights.bytes = pick.bytes;
    return weights;
}

} // namespace weightyard::hub
