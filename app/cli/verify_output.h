// What `verify` says: a line a model for people or as JSON, and the progress of hashing. Main thread.
#pragma once

#include "app/cli/command_line.h"
#include "session/verify_choice.h"

#include <QElapsedTimer>

namespace weightyard::cli {

/// A verdict and what became of it.
struct VerifiedModel {
    library::ModelVerdict verdict;
    bool wentOn = false;               ///< git has moved it on since it was installed
    std::optional<bool> repaired = {}; ///< nothing: nobody asked for it
    QStringList replaces = {};         ///< of what its user changed: what the repair puts back
};

/// `name`: with its folder where there are several.
void printVerified(const VerifiedModel &model, const QString &name, const CommandLine &line);
/// Nothing says what its files should be.
void printUnknown(const library::ModelOnDisk &model, const QString &name, const CommandLine &line);
/// What was installed was changed by hand.
void printMovedOn(const library::InstalledModel &model, const QString &name, const CommandLine &line);
void printVerifySummary(const QList<VerifiedModel> &models, const session::VerifyChoice &choice);

/// One line on the terminal that is written over and over, where somebody looks at it. show() from any thread, one at a time.
class ProgressLine
{
public:
    /// `text` has %1 and %2: bytes done, and in all.
    ProgressLine(QString text, bool shown);
    ~ProgressLine() { clear(); }
    void show(qint64 done, qint64 total);
    void clear();

private:
    const QString m_text;
    const bool m_shown;
    bool m_written = false;
    QElapsedTimer m_since;
};

} // namespace weightyard::cli
