#include "catalog/catalogue_files.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "catalog/catalogue_parser.h"

#include <QDir>
#include <QFile>

// Must be outside any namespace; without it the linker drops a static library's resource.
static void initCatalogueResource()
{
    Q_INIT_RESOURCE(catalogue);
}

namespace weightyard::catalog {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::Result;

namespace {

constexpr qint64 kReadAtMost = 16 * 1024 * 1024 + 1; // one byte more than the parser takes
constexpr qint64 kReadBlock = 64 * 1024;             // Qt makes room for all that is asked for

Result<Catalogue> readCatalogue(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return base::fail(file.exists() ? ErrorKind::Permission : ErrorKind::NotFound,
                          ErrorCode::CatalogueUnreadable, file.errorString(), {.path = path});
    QByteArray json;
    while (json.size() < kReadAtMost) {
        const QByteArray more = file.read(std::min(kReadBlock, kReadAtMost - json.size()));
        if (more.isEmpty())
            break;
        json += more;
    }
    if (file.error() != QFileDevice::NoError)
        return base::fail(ErrorKind::Permission, ErrorCode::CatalogueUnreadable, file.errorString(),
                          {.path = path});
    return parseCatalogue(json, path);
}

void add(LoadedCatalogue &loaded, const QString &path, bool isNamed = false)
{
    if (const Result<Catalogue> more = readCatalogue(path))
        loaded.catalogue = more->alone && isNamed ? *more : merged(loaded.catalogue, *more);
    else
        loaded.refused.append(more.error());
}

} // namespace

Catalogue builtInCatalogue()
{
    initCatalogueResource();
    return readCatalogue(u":/weightyard/catalogue.json"_s).value_or(Catalogue());
}

LoadedCatalogue loadCatalogue(const QString &configDir, const QString &file)
{
    LoadedCatalogue loaded{.catalogue = builtInCatalogue(), .refused = {}};
    const QDir folder(base::ConfigLayout(configDir).catalogues());
    const QStringList names = folder.entryList({u"*.json"_s}, QDir::Files | QDir::Readable, QDir::Name);
    for (const QString &name : names)
        add(loaded, folder.filePath(name));
    if (!file.isEmpty())
        add(loaded, file, true);
    return loaded;
}

} // namespace weightyard::catalog
