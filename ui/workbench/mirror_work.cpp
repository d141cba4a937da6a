#include "ui/workbench/mirror_work.h"

#include "session/fill_mirror.h"
#include "session/installed_choice.h"

#include <QFileInfo>
#include <algorithm>

namespace weightyard::ui {

using base::fail;
using base::Result;
using library::InstalledModel;
using library::MirrorFilled;
using library::MirrorFolder;
using Filled = MirrorWork::Filled;

namespace {

struct Wish {
    QList<session::ModelPlace> models; ///< those that are meant
    QString folder;
    QStringList libraries;
    QString configDir;
};

Result<Filled> filled(const Wish &wish, CareProgress &progress, const base::CancelToken &cancel)
{
    const session::InstalledModels installed = session::installedModels(wish.libraries, wish.configDir);
    QList<InstalledModel> chosen;
    Filled done;
    for (const session::ModelPlace &place : wish.models) {
        const QString folder = QFileInfo(place.folder).canonicalFilePath();
        const auto model =
            std::find_if(installed.models.cbegin(), installed.models.cend(), [&](const InstalledModel &one) {
                return QFileInfo(one.folder).canonicalFilePath() == folder;
            });
        if (model == installed.models.cend())
            done.left.append(place.modelPath);
        else
            chosen.append(*model);
    }
    progress.set(0, chosen.size());
    Result<MirrorFolder> mirror =
        MirrorFolder::open(wish.folder, installed.models, wish.libraries.first(), false);
    if (!mirror)
        return fail(mirror.error());
    const auto told = [&](const InstalledModel &, const MirrorFilled &) {
        progress.set(++done.models, chosen.size());
    };
    const Result<MirrorFilled> sum = session::fillMirror(*mirror, chosen, told, cancel);
    if (!sum)
        return fail(sum.error());
    done.sum = *sum;
    return done;
}

} // namespace

MirrorWork::MirrorWork(const CareParts &parts, QObject *parent) : QObject(parent), m_parts(parts) {}

void MirrorWork::fill(const QStringList &keys, const QString &folder, Done done)
{
    Wish wish{.models = {},
              .folder = folder,
              .libraries = m_parts.library.libraries(),
              .configDir = m_parts.services.configDir};
    for (const QString &key : keys) {
        if (const ModelRow *row = m_parts.tree.row(key); row && session::isHere(row->disk))
            wish.models.append({.modelPath = modelPathOf(*row), .folder = row->disk.folder});
    }
    m_isFilling = true;
    m_progress = std::make_shared<CareProgress>();
    const auto work = [wish, progress = m_progress, cancel = m_cancel] {
        return filled(wish, *progress, cancel);
    };
    m_parts.background.run(work, [this, done = std::move(done)](const Result<Filled> &ended) {
        m_isFilling = false;
        done(ended);
    });
}

void MirrorWork::cancel()
{
    m_cancel.cancel();
    m_cancel = base::CancelToken();
}

} // namespace weightyard::ui
