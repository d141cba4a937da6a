// Download scripts as this program writes them: POSIX sh that needs git and git-lfs only. Their text is in resources/scripts. A script
// names the SHA-256 of its own text, so that one that was changed by hand is known. Pure, any thread.
#pragma once

#include "base/result.h"
#include "catalog/model_location.h"

#include <QByteArray>
#include <QStringList>

namespace weightyard::scripts {

struct ScriptValues {
    QString name; ///< for people
    QString url;
    QString endpoint =
        {}; ///< what of `url` HF_ENDPOINT stands for where the script runs, without '/' at its end; empty: nothing
    QString revision = {}; ///< branch or tag
    QString commit = {};   ///< 40 hex digits
    QString folder;        ///< seen from the script's folder; "." for that itself
    bool removesHistory = false;
    QStringList files = {}; ///< paths in the repository; none: all of it
};

/// A model's address without its path: ScriptValues::endpoint of a model of the Hub.
QString endpointOf(const catalog::ModelLocation &location);
/// Usage for a value with a control character: no quotes make it safe for every reader; and for more files than a script that is read
/// again can name.
base::Result<QByteArray> modelScript(const ScriptValues &values);
/// Runs all download scripts below its folder.
QByteArray allScript();
/// A model's script with placeholders.
QByteArray templateScript();

enum class Author {
    Other,
    Us,
    UsThenOther, ///< written by us, and changed since
};
Author authorOf(const QByteArray &script);

} // namespace weightyard::scripts
