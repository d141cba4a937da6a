// ScriptFolders: the folders of download scripts that are open: their models as families of rows, with what is in the folders beside the
// scripts, and the downloads that go there. Read on other threads, again whenever the disk has changed. GUI thread.
#pragma once

#include "session/script_models.h"
#include "ui/workbench/care_parts.h"

#include <functional>

namespace weightyard::ui {

class ScriptFolders : public QObject
{
    Q_OBJECT
public:
    struct OpenFolder {
        QString root; ///< absolute
        QString name; ///< for people; each once
        friend bool operator==(const OpenFolder &, const OpenFolder &) = default;
    };

    explicit ScriptFolders(const CareParts &parts, QObject *parent = nullptr);

    const QList<OpenFolder> &folders() const { return m_folders; } ///< by name
    void refresh();
    /// Keeps it open until it is closed. `done` gets its models, under the name that it has now.
    void open(const QString &folder, std::function<void(const base::Result<session::ScriptModels> &)> done);
    /// Its files stay as they are. `done` gets the folder.
    void close(const OpenFolder &folder, std::function<void(const base::Result<QString> &)> done);
    /// Into the folder beside its script.
    std::optional<job::DownloadRequest> requestFor(const QString &key) const;
    void stop();

Q_SIGNALS:
    void changed();                  ///< rows came or went
    void opened(const QString &key); ///< the first row of the folder that open() added
    void looked();                   ///< at the disk, for the rows there are
    void notRead(const weightyard::base::Error &error);

private:
    struct Look {
        QList<OpenFolder> folders;
        QList<session::ScriptModels> models;
        QList<base::Error> errors;
    };
    static Look lookAt(const catalog::Catalogue &catalogue, const session::ScriptView &view,
                       const base::CancelToken &cancel);
    session::ScriptView view() const;
    void take(const Look &look);

    const CareParts m_parts;
    QList<OpenFolder> m_folders;
    QHash<QString, session::ScriptModel> m_models; ///< by the row's key
    QString m_opened;                              ///< its row is to come
    QStringList m_told;                            ///< errors that were told
    base::CancelToken m_stop;
    bool m_looking = false;
    bool m_lookAgain = false;
};

} // namespace weightyard::ui
