// ConfigLayout: every file of the configuration folder, once; and the name that marks whatever is ours in a library. Pure, any
// thread.
//
//   <config>/settings.json             settings/settings.h
//            queue.json                queue/queue_state.h
//            history.json              session/history.h
//            activity.json             session/activity_file.h
//            libraries.json            store/known_libraries.h
//            records/<folder>.json     store/record.h, of downloads into a folder of the user's
//            shares/*.json             library/share_record.h
//            catalogues/*.json         catalog/catalogue.h; added.json has the models that were added in the window
//            scripts/<folder>.json     session/kept_scripts.h: folders of download scripts that are open
//            cache/facts.json          hub/facts_cache.h
//            cache/hub/*.json          hub/details_cache.h
//            cache/hashes.json         library/hash_memory.h
//            cache/updates.json        session/update_check.h
//            cache/release.json        session/program_release.h
//            window.lock, window.ini   of the window: the one that is open, and how it was left
#pragma once

#include <QDir>
#include <QString>

namespace weightyard::base {

/// What a library's state folder is called; whatever begins like it beside or in a model's folder is ours, too.
constexpr QLatin1StringView kStateFolderName{".weightyard"};

class ConfigLayout
{
public:
    explicit ConfigLayout(const QString &folder) : m_folder(folder) {}

    QString settings() const { return in("settings.json"); }
    QString queue() const { return in("queue.json"); }
    QString history() const { return in("history.json"); }
    QString activity() const { return in("activity.json"); }
    QString libraries() const { return in("libraries.json"); }
    QString records() const { return in("records"); }
    QString shares() const { return in("shares"); }
    QString catalogues() const { return in("catalogues"); }
    QString addedModels() const { return in("catalogues/added.json"); }
    QString scripts() const { return in("scripts"); }
    QString facts() const { return in("cache/facts.json"); }
    QString hubAnswers() const { return in("cache/hub"); }
    QString hashes() const { return in("cache/hashes.json"); }
    QString updates() const { return in("cache/updates.json"); }
    QString release() const { return in("cache/release.json"); }
    QString windowLock() const { return in("window.lock"); }
    QString windowState() const { return in("window.ini"); }
    /// Of a path that comes from an error: whether it is a configuration's windowLock().
    static bool isWindowLock(const QString &path) { return path.endsWith(QLatin1StringView("/window.lock")); }

private:
    QString in(const char *name) const { return QDir(m_folder).absoluteFilePath(QLatin1StringView(name)); }

    QString m_folder;
};

} // namespace weightyard::base
