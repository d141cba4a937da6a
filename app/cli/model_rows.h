// The models a command is about with all that is known of them without asking anybody, and how `list` and `estimate` show them.
// Reads disks: a terminal program may wait for that on its main thread.
#pragma once

#include "app/cli/command.h"
#include "session/known_model.h"
#include "session/pick_cost.h"

#include <QJsonObject>

namespace weightyard::cli {

struct ModelRow {
    catalog::ModelLocation location;
    session::KnownModel model;
    std::optional<base::Error> error = {}; ///< why the Hub could not tell more
    base::PickWish pick = {};
    std::optional<session::PickCost> cost = {}; ///< of the files of `pick`, where that is not all
};

/// Of what is asked for: as of the whole model (session/known_model.h), or of the files that were chosen.
qint64 bytesOf(const ModelRow &row);
qint64 bytesMissing(const ModelRow &row);
qint64 bytesToWrite(const ModelRow &row);
bool isExact(const ModelRow &row);

struct ModelRows {
    QList<ModelRow> rows;
    QStringList families; ///< in order
    catalog::Catalogue catalogue;
    QList<base::Error> unreadable;   ///< in the library
    session::LibrariesOnDisk onDisk; ///< all that is there
};

/// What was asked for; everything on offer when nothing was. Usage for a --catalogue that cannot be taken, for an
/// unknown family and for models that are not understood.
base::Result<ModelRows> modelRows(const CommandContext &context, const QUrl &hub);

QString stateText(const library::ModelOnDisk &disk); ///< for people; empty for what is absent
/// The same, and that the library which has it is not connected.
QString stateText(const session::KnownModel &model);
/// That library, or the one that it is in.
QString placeOf(const session::KnownModel &model);
QString stateName(const library::ModelOnDisk &disk); ///< for --json
/// The keys that `list` and `estimate` share.
QJsonObject toJson(const ModelRow &row);
/// One line of a table for people: name, parameters, quantization, size and a last word.
QString tableLine(const ModelRow &row, const QString &last, int columns);
/// "3 models, 4 GB; 1 here, 2 GB to get.", and of how many nobody knows the size.
QString totalsLine(const QList<session::KnownModel> &models);
QString heading(const QString &text); ///< bold on a terminal

/// Tells on standard error what was left out, unless --quiet.
void warnAbout(const ModelRows &rows, const CommandLine &line);

} // namespace weightyard::cli
