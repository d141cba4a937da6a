// ScriptWork: download scripts and catalogues for other machines, and old scripts that become new ones: each on a thread of its own. What
// is asked for answers here. GUI thread.
#pragma once

#include "session/convert_scripts.h"
#include "ui/workbench/care_parts.h"

#include <functional>

namespace weightyard::ui {

class ScriptWork : public QObject
{
    Q_OBJECT
public:
    template<typename T>
    using Done = std::function<void(const base::Result<T> &)>;

    explicit ScriptWork(const CareParts &parts, QObject *parent = nullptr);

    struct ConversionLook {
        session::ConversionPlan plan;
        qsizetype converted = 0; ///< scripts of an earlier conversion that can be restored
    };
    void lookAtConversion(const QString &root, Done<ConversionLook> done);
    void convert(const session::ConversionPlan &plan, Done<void> done);
    void takeBack(const QString &root, Done<session::Rollback> done);

    struct ScriptsWritten {
        qsizetype count = 0;          ///< those that were there just like this are not counted
        QList<base::Error> left = {}; ///< files that are not ours to replace
    };
    void exportScripts(const QStringList &keys, const QString &folder, Done<ScriptsWritten> done);
    /// `done` gets how many models are in it.
    void exportCatalogue(const QStringList &keys, const QString &file, Done<qsizetype> done);
    void stop();

private:
    QList<session::NamedModel> named(const QStringList &keys) const;

    const CareParts m_parts;
    base::CancelToken m_stop;
};

} // namespace weightyard::ui
