#include "library/outside_sources.h"

#include "base/config_layout.h"
#include "git/clone.h"
#include "library/foreign_stores.h"
#include "library/script_folder.h"
#include "store/download_layout.h"
#include "store/library_layout.h"
#include "store/path_rules.h"
#include "store/previous_version.h"

#include <QFileInfo>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Oid;

namespace {

using Found = QHash<Oid, QStringList>;

constexpr std::chrono::milliseconds kLook{50};

bool isWeightOf(const QString &name, bool sameModel)
{
    return name.endsWith(".gguf"_L1, Qt::CaseInsensitive)
           || (sameModel && name.endsWith(".safetensors"_L1, Qt::CaseInsensitive));
}

/// What the search and the one who waits for it share; it lives as long as either.
class Shared
{
public:
    void add(const Oid &oid, const QString &path, bool isNamed)
    {
        const std::lock_guard lock(m_mutex);
        QStringList &paths = (isNamed ? m_named : m_guessed)[oid];
        if (!paths.contains(path))
            paths.append(path);
    }
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_ended = true;
        m_changed.notify_all();
    }
    Found wait(std::chrono::milliseconds atMost, const base::CancelToken &cancel)
    {
        const auto until = std::chrono::steady_clock::now() + atMost;
        std::unique_lock lock(m_mutex);
        while (!m_ended && !cancel.isCancelled() && std::chrono::steady_clock::now() < until)
            m_changed.wait_for(lock, kLook);
        m_stop.cancel();
        Found all = m_named;
        for (auto guess = m_guessed.cbegin(); guess != m_guessed.cend(); ++guess)
            all[guess.key()] += guess.value();
        return all;
    }
    const base::CancelToken &stop() const { return m_stop; }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    base::CancelToken m_stop;
    Found m_named;
    Found m_guessed;
    bool m_ended = false;
};

class Search
{
public:
    Search(const OutsideQuestion &question, Shared &shared) : m_question(question), m_shared(shared)
    {
        for (const lfs::Pointer &pointer : question.manifest.objects())
            m_sizes.insert(pointer.oid, pointer.size);
    }

    // The home folder's first: it is there where anything is.
    void run()
    {
        lookInOtherPrograms();
        lookInRecords();
        lookInScriptFolders();
    }

private:
    void offer(const Oid &oid, const QString &path, bool isNamed)
    {
        const qint64 size = m_sizes.value(oid, -1);
        const QFileInfo file(QFileInfo(path).canonicalFilePath());
        if (size >= 0 && file.isFile() && file.size() == size)
            m_shared.add(oid, path, isNamed);
    }

    bool isInTarget(const QString &path) const
    {
        return path == m_question.target || path.startsWith(m_question.target + u'/');
    }

    void lookInRecords()
    {
        const QString records = base::ConfigLayout(m_question.configDir).records();
        const QList<store::Record> all = store::listRecords(records, store::RecordsOf::Folders).records;
        for (const store::Record &record : all) {
            if (m_shared.stop().isCancelled())
                return;
            if (!QFileInfo(record.folder).isDir())
                continue;
            offerFiles(record);
            offerStored(record.folder);
            if (const auto place = store::layoutInFolder(record.folder, m_question.configDir))
                offerPrevious(place->stateDir);
        }
    }

    void offerFiles(const store::Record &record)
    {
        for (const store::RecordFile &file : record.files) {
            const bool isOther = record.damaged.contains(file.path) || record.different.contains(file.path);
            if (file.oid && !isOther && store::isTreePath(file.path) && m_sizes.contains(*file.oid))
                offer(*file.oid, record.folder + u'/' + file.path, true);
        }
    }

    void offerStored(const QString &folder)
    {
        const std::optional<git::Clone> clone = git::cloneIn(folder); // a linked work tree has it elsewhere
        const QString objects = clone ? clone->commonDir + u"/lfs/objects"_s : QString();
        if (!clone || !QFileInfo(objects).isDir())
            return;
        for (auto wanted = m_sizes.cbegin(); wanted != m_sizes.cend(); ++wanted) {
            const QString hex = wanted.key().toString();
            offer(wanted.key(), objects + u'/' + hex.left(2) + u'/' + hex.mid(2, 2) + u'/' + hex, true);
        }
    }

    void offerPrevious(const QString &stateDir)
    {
        const auto versions = store::listPrevious(store::StateLayout(stateDir).previous());
        for (const store::PreviousVersion &version : versions) {
            for (const store::RecordFile &file : version.record.files) {
                if (file.oid && version.kept.contains(file.path))
                    offer(*file.oid, store::previousFile(version.folder, file.path), true);
            }
        }
    }

    void lookInScriptFolders()
    {
        if (!m_question.scriptFolders || m_shared.stop().isCancelled())
            return;
        QStringList folders = m_question.scriptFolders(m_question.modelPath);
        folders.removeAll(m_question.target);
        for (const QString &folder : std::as_const(folders)) {
            if (m_shared.stop().isCancelled())
                return;
            offerStored(folder);
            const QHash<Oid, QString> files = objectsInClones(m_question.manifest, {folder});
            for (auto file = files.cbegin(); file != files.cend(); ++file)
                offer(file.key(), file.value(), false);
        }
    }

    void lookInOtherPrograms()
    {
        const ForeignPlaces places = foreignPlaces(m_question.environment);
        const QList<ForeignModel> models =
            foreignModels({.lmStudio = places.lmStudio, .jan = places.jan}, m_shared.stop());
        for (const bool sameModel : {true, false}) {
            for (const ForeignModel &model : models) {
                if ((model.repo.compare(m_question.modelPath, Qt::CaseInsensitive) == 0) == sameModel)
                    offerBySize(model, sameModel);
            }
        }
    }

    // Only the GGUF files of two models hardly ever have one size.
    void offerBySize(const ForeignModel &model, bool sameModel)
    {
        for (const ForeignFile &file : model.files) {
            if (!isWeightOf(file.path, sameModel) || isInTarget(file.file))
                continue;
            for (auto wanted = m_sizes.cbegin(); wanted != m_sizes.cend(); ++wanted) {
                if (wanted.value() == file.size)
                    m_shared.add(wanted.key(), file.file, false);
            }
        }
    }

    const OutsideQuestion &m_question;
    Shared &m_shared;
    QHash<Oid, qint64> m_sizes;
};

} // namespace

Found outsideSources(const OutsideQuestion &question, std::chrono::milliseconds atMost,
                     const base::CancelToken &cancel)
{
    const auto shared = std::make_shared<Shared>();
    try {
        std::thread([shared, question] {
            try {
                Search(question, *shared).run();
            } catch (const std::exception &) {
                // Memory ran out: what was found until then is used.
            }
            shared->end();
        }).detach();
    } catch (const std::system_error &) {
        return {}; // no further thread: everything is fetched
    }
    return shared->wait(atMost, cancel);
}

} // namespace weightyard::library
