// Adopter: takes folders that other programs made into the records: finds them in the places of those programs, compares them with what
// their repository has, and adopts them. One thing at a time, on a thread of its own. GUI thread.
#pragma once

#include "session/find_foreign.h"
#include "ui/workbench/care_parts.h"
#include "ui/workbench/care_progress.h"

#include <functional>

namespace weightyard::ui {

class Adopter : public QObject
{
    Q_OBJECT
public:
    template<typename T>
    using Done = std::function<void(const T &)>;

    explicit Adopter(const CareParts &parts, QObject *parent = nullptr);

    void find(Done<QList<session::ForeignFind>> done);
    /// Compares with `question.dryRun`, else adopts. One after the other, in the order they were asked for.
    void adopt(const session::AdoptQuestion &question, Done<base::Result<session::Adoption>> done);
    /// Of another program's store: a download that fetches nothing. Its key in the queue.
    void copy(const session::ForeignFind &found, Done<base::Result<QString>> done);
    /// Fetches what an adopted model lacks, into the folder that it is in.
    base::Result<QString> complete(const session::Adoption &adoption);

    const CareProgress &progress() const { return *m_progress; } ///< bytes, of what is being compared
    void cancel();                                               ///< what is under way and what waits
    void stop() { cancel(); }

Q_SIGNALS:
    void diskChanged();
    /// The download of copy() has ended, with or without success.
    void copyEnded(const QString &key, const std::optional<weightyard::base::Error> &error);

private:
    struct Waiting {
        session::AdoptQuestion question;
        Done<base::Result<session::Adoption>> done;
    };
    void next();
    void downloadEnded(const QString &key);

    const CareParts m_parts;
    base::CancelToken m_cancel;
    SharedProgress m_progress = std::make_shared<CareProgress>();
    std::shared_ptr<library::HashMemory> m_memory;
    QList<Waiting> m_waiting;
    QSet<QString> m_copying; ///< keys
    bool m_working = false;
};

} // namespace weightyard::ui
