// The models a command is about with all that is known of them without asking anybody: catalogue, library, and what the
// Hub said some time ago. Reads disks: a terminal program may wait for that on its main thread.
#pragma once

#include "app/cli/model_arguments.h"
#include "base/config_layout.h"
#include "hub/model_facts.h"
#include "library/library_scan.h"

#include <QJsonObject>

namespace weightyard::cli {

/// Where the terminal's commands work, as the command line and the settings say.
struct Places {
    QString library;   ///< absolute
    QString configDir; ///< absolute
    QUrl hub;
    QString factCache() const { return base::ConfigLayout(configDir).facts(); }
};

struct ModelRow {
    ChosenModel model; ///< the entry's size, licence and gate are the best known
    library::ModelOnDisk disk;
    std::optional<base::Error> error; ///< why the Hub could not tell more
    qint64 bytesMissing() const;      ///< of what `get` would fetch
    qint64 bytesWanted() const;       ///< of the room that it would need yet
};

struct ModelRows {
    QList<ModelRow> rows;
    QStringList families; ///< in order
    QList<base::Error> refusedCatalogues;
    QList<base::Error> unreadable; ///< in the library
};

/// What was asked for; everything on offer when nothing was. Usage for a --catalogue that cannot be taken, for an
/// unknown family and for models that are not understood.
base::Result<ModelRows> modelRows(const CommandLine &line, const Places &places);

/// The Hub's figures in place of the catalogue's.
void takeFacts(ModelRow &row, const hub::ModelFacts &facts);

/// Not here, and a download has left bytes of it.
bool isUnfinished(const library::ModelOnDisk &disk);
QString stateText(const library::ModelOnDisk &disk); ///< for people; empty for what is absent
QString stateName(const library::ModelOnDisk &disk); ///< for --json
/// The keys that `list` and `estimate` share.
QJsonObject toJson(const ModelRow &row);
QString sizeText(const catalog::ModelEntry &entry); ///< "≈ 1.76 GB"; "?" when nobody knows
/// One line of a table for people: name, parameters, quantization, size and a last word.
QString tableLine(const ModelRow &row, const QString &last, int columns);
QString heading(const QString &text); ///< bold on a terminal

/// Tells on standard error what was left out, unless --quiet.
void warnAbout(const ModelRows &rows, const CommandLine &line);

} // namespace weightyard::cli
