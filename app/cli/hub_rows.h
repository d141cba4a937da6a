// How `search`, `files` and `info` show what the Hub says: rows that fit 40 columns and more, and their JSON.
// Names and texts are the Hub's or an author's: what would steer a terminal does not get through. Pure.
#pragma once

#include "hub/found_model.h"
#include "hub/variants.h"
#include "library/library_scan.h"
#include "session/model_look.h"

#include <QJsonObject>

namespace weightyard::cli {

/// How long `search`, `files` and `info` wait for a quota of the Hub.
constexpr std::chrono::seconds kQuotaPatience{10};

/// What searchRow() and variantRow() need besides the name, so that it is whole.
constexpr int kFactsColumns = 47;
constexpr int kVariantColumns = 37;

QString countText(qint64 count); ///< "812", "12.3k", "1.2M"; empty below 0

QString searchRow(const hub::FoundModel &model, const library::ModelOnDisk &disk, int columns);
QJsonObject toJson(const hub::FoundModel &model);

QString variantRow(const hub::Variant &variant, int columns);
QJsonObject toJson(const hub::Variant &variant);

/// "4.89 bits a weight", "≈ 4.5 bits a weight"; empty: not known.
QString bitsText(const hub::Variant &variant);
QString gateText(const QString &gate); ///< empty for an open model

} // namespace weightyard::cli
