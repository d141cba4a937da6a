#include "library/share_lm_studio.h"

#include "base/attributes_file.h"
#include "base/error_code.h"
#include "library/hub_cache.h"
#include "library/sharer.h"

#include <QUrl>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// Those that load a model look for these: they come last, so that what is seen has its weights.
bool isLookedFor(const QString &path)
{
    return path == "config.json"_L1 || path.endsWith(".index.json"_L1);
}

} // namespace

Result<ShareOutcome> shareWithLmStudio(const ShareWish &wish, const base::CancelToken &cancel)
{
    const QString &modelPath = wish.model.record.modelPath;
    const bool isModel = modelPath.count(u'/') == 1 && !modelPath.startsWith("datasets/"_L1)
                         && modelPathOfHubCache(hubCacheFolderName(modelPath)) == modelPath;
    if (!isModel)
        return fail(ErrorKind::Usage, Cause(ErrorCode::ShareNotHub, modelPath));
    const Result<ShareableModel> model = shareableFiles(wish.model);
    if (!model)
        return fail(model.error());
    Sharer sharer(wish, ForeignTool::LmStudio, cancel);
    ShareOutcome outcome{.folder = wish.place + u'/' + modelPath};
    for (const bool late : {false, true}) {
        for (const ShareableFile &file : model->files) {
            if (isLookedFor(file.path) != late || base::isAttributesFile(file.path))
                continue;
            const QString to = modelPath + u'/' + file.path;
            ++outcome.files;
            outcome.already += sharer.isThere(to) ? 1 : 0;
            sharer.planFile(file, to);
        }
    }
    outcome.bytes = sharer.bytes();
    if (wish.dryRun || sharer.hasNothingToDo())
        return outcome;
    Result<void> done = sharer.begin(modelPath.section(u'/', 0, 0));
    if (done)
        done = sharer.putFiles(outcome, {});
    return done ? Result<ShareOutcome>(outcome) : fail(done.error());
}

} // namespace weightyard::library
