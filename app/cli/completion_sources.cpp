#include "app/cli/completion_sources.h"

#include "base/user_path.h"
#include "catalog/catalogue_files.h"
#include "settings/settings.h"
#include "store/library_layout.h"
#include "store/record.h"

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;

namespace {

QString configIn(const QStringList &words)
{
    const QString config = optionIn(words, u"config"_s);
    return config.isEmpty() ? settings::defaultConfigDir() : base::userPath(config);
}

QString libraryIn(const QStringList &words)
{
    if (const QString library = optionIn(words, u"library"_s); !library.isEmpty())
        return base::userPath(library);
    const auto settings = settings::readSettings(configIn(words));
    return (settings ? *settings : settings::defaultSettings()).library;
}

catalog::Catalogue catalogueIn(const QStringList &words)
{
    const QString file = optionIn(words, u"catalogue"_s);
    return catalog::loadCatalogue(configIn(words), file.isEmpty() ? QString() : base::userPath(file))
        .catalogue;
}

} // namespace

CompletionSources completionSources(const QStringList &words)
{
    CompletionSources sources;
    sources.offered = [words] {
        QList<Candidate> models;
        const catalog::Catalogue catalogue = catalogueIn(words);
        for (const catalog::ModelEntry &entry : catalogue.models)
            models.append({entry.id, entry.name});
        return models;
    };
    sources.families = [words] { return catalogueIn(words).families; };
    sources.installed = [words] {
        QList<Candidate> models;
        const auto listing =
            store::listRecords(store::stateOfLibrary(libraryIn(words)).records(), store::RecordsOf::Library);
        for (const store::Record &record : listing.records)
            models.append({record.modelPath, {}});
        return models;
    };
    return sources;
}

} // namespace weightyard::cli
