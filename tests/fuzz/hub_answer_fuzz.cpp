#include "hub/api_session.h"
#include "hub/file_roles.h"
#include "hub/found_model.h"
#include "hub/model_details.h"
#include "hub/model_refs.h"
#include "hub/model_tree.h"
#include "hub/quota.h"
#include "hub/variants.h"
#include "require.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;

namespace {

void checkVariants(const QList<hub::HubFile> &files)
{
    QSet<QString> paths;
    QList<hub::HubFile> once; // as git has them: no path twice
    for (const hub::HubFile &file : files) {
        fuzz::require(!file.path.isEmpty() && file.size >= 0);
        if (!paths.contains(file.path))
            once.append(file);
        paths.insert(file.path);
    }
    const hub::Variants variants = hub::findVariants(once, 7'000'000'000);
    fuzz::require(variants.bytes >= 0 && variants.doubleBytes >= 0 && variants.doubleBytes <= variants.bytes);
    for (const hub::Variant &variant : variants.list) {
        fuzz::require(!variant.name.isEmpty()
                      && variant.name.compare(u"default"_s, Qt::CaseInsensitive) != 0);
        fuzz::require(variant.bytes <= variants.bytes && variant.objectBytes <= variant.bytes);
        const QStringList all = variant.files();
        for (const QString &path : all)
            fuzz::require(paths.contains(path));
    }
}

} // namespace

// Whatever a host answers: nothing that is read from it steers a terminal, is negative, or names a model that cannot be one.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QJsonDocument json = QJsonDocument::fromJson(bytes);
    for (const hub::FoundModel &model : hub::foundModels(json.array())) {
        fuzz::require(model.id.count(u'/') == 1 && !model.id.contains(u".."_s + u'/'));
        fuzz::require(model.downloads >= -1 && model.likes >= -1 && model.parameters >= 0);
        for (const QString &text : model.tags + QStringList{model.task, model.licence, model.gate}) {
            for (const QChar c : text)
                fuzz::require(c >= u' ' && c != QChar(0x7f) && c != QChar(0x202e));
        }
    }
    if (const auto details = hub::detailsIn(json.object()))
        checkVariants(details->files);
    if (const auto files = hub::treePage(json.array()))
        checkVariants(*files);
    for (const hub::ModelRef &ref : hub::refsIn(json.object()))
        fuzz::require(!ref.name.isEmpty() && !ref.name.startsWith(u'-'));
    if (const auto standing = hub::parseRateLimit(bytes))
        fuzz::require(standing->left >= 0 && standing->windowMs >= 0);
    const QUrl next = hub::nextPage(bytes, QUrl(u"https://huggingface.co/api/models"_s));
    fuzz::require(next.isEmpty() || (next.scheme() == u"https"_s && next.userInfo().isEmpty()));
    return 0;
}
