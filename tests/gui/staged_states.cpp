#include "staged_states.h"

#include "base/error_code.h"

#include <QLineEdit>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using job::JobState;
using library::OnDisk;

namespace {

job::JobSnapshot job(const QString &key, JobState state, qint64 here, qint64 total)
{
    return {.modelPath = key,
            .commit = u"a1b2c3d4e5f60718293a4b5c6d7e8f9012345678"_s,
            .state = state,
            .bytesTotal = total,
            .bytesHere = here};
}

job::JobSnapshot failed(const QString &key, ErrorKind kind)
{
    job::JobSnapshot snapshot = job(key, JobState::Failed, 0, 0);
    snapshot.error = base::Error{.kind = kind,
                                 .detail = u"the server said so"_s,
                                 .context = {.url = u"https://huggingface.co/"_s + key}};
    return snapshot;
}

} // namespace

void showAllStates(WindowScene &scene)
{
    ui::ModelTree &tree = scene.workbench().tree();
    const auto id = [](const char *name) { return u"mlx-community/"_s + QString::fromLatin1(name); };
    library::LibraryContents contents;
    const auto put = [&](const QString &key, OnDisk state, qint64 history) {
        contents.models.insert(key, {.modelPath = key,
                                     .folder = u"/home/me/Models/"_s + key,
                                     .state = state,
                                     .bytes = 1'760'000'000,
                                     .historyBytes = history});
    };
    put(id("phi-2-hf-4bit-mlx"), OnDisk::Here, 0);
    put(id("gemma-3-1b-it-4bit"), OnDisk::HereUnverified, 12'000'000);
    put(id("gemma-3-1b-it-qat-4bit"), OnDisk::Incomplete, 0);
    put(id("quantized-gemma-2b-it"), OnDisk::NotRecognised, 0);
    tree.setContents(contents);
    job::JobSnapshot moving = job(kPhi, JobState::Transferring, 1'310'000'000, 2'150'000'000);
    moving.files = {{u"model.safetensors"_s, 2'147'000'000, 1'310'000'000, false},
                    {u"tokenizer.json"_s, 1'800'000, 1'800'000, true},
                    {u"tokenizer.model"_s, 500'000, 500'000, true},
                    {u"config.json"_s, 1'500, 1'500, true},
                    {u"README.md"_s, 900, 900, true}};
    moving.rate = 88e6;
    moving.timeLeftMs = 10'000;
    tree.setJob(kPhi, moving);
    tree.setJob(id("Llama-3.2-1B-Instruct-4bit"),
                job(id("Llama-3.2-1B-Instruct-4bit"), JobState::Queued, 0, 0));
    tree.setQueueOrder({id("Llama-3.2-1B-Instruct-4bit")});
    tree.setJob(id("gemma-2-2b-it-4bit"), failed(id("gemma-2-2b-it-4bit"), ErrorKind::Gated));
    job::JobSnapshot waiting =
        job(id("gemma-3n-E2B-it-lm-4bit"), JobState::Waiting, 900'000'000, 2'550'000'000);
    waiting.waitUntilMs = scene.workbench().clock().wallMs() + 42'000;
    waiting.error = base::Error{.kind = ErrorKind::Server, .detail = u"503"_s};
    tree.setJob(waiting.modelPath, waiting);
}

void showCare(WindowScene &scene)
{
    ui::ModelTree &tree = scene.workbench().tree();
    const QString newer = u"mlx-community/phi-2-hf-4bit-mlx"_s;
    const QString damaged = u"mlx-community/gemma-3-1b-it-4bit"_s;
    tree.setUpdates(
        {{.folder = u"/home/me/Models/"_s + newer, .newest = u"b"_s, .files = 2, .bytes = 5'000}});
    tree.setDamage(damaged, ui::RowDamage{.files = 2,
                                          .bytes = 730'000'000,
                                          .list = {{.path = u"model.safetensors"_s,
                                                    .size = 729'000'000,
                                                    .here = 729'000'000,
                                                    .damaged = true},
                                                   {.path = u"tokenizer.json"_s, .size = 1'000'000}}});
    tree.setWork(u"mlx-community/quantized-gemma-2b-it"_s,
                 ui::RowWork{.kind = ui::RowWork::Kind::Verifying, .fraction = 0.34});
    scene.choose(damaged);
}

ui::SettingsWindow &settingsWindow(WindowScene &scene, const QString &page)
{
    ui::Preferences &preferences = scene.workbench().preferences();
    static_cast<void>(preferences.set(u"limitRate"_s, 5'000'000));
    static_cast<void>(preferences.setText(
        u"mirrors"_s, {u"https://mirror.example.org/hub"_s, u"https://bucket.example.org/lfs#static"_s}));
    scene.workbench().libraries().add(u"/mnt/disk/models"_s);
    auto *window = new ui::SettingsWindow(scene.workbench(), &scene.window());
    using Page = ui::SettingsWindow::Page;
    window->showPage(page == "downloads"_L1    ? Page::Downloads
                     : page == "account"_L1    ? Page::Account
                     : page == "network"_L1    ? Page::Network
                     : page == "desktop"_L1    ? Page::Desktop
                     : page == "appearance"_L1 ? Page::Appearance
                                               : Page::Library);
    if (page == "search"_L1)
        named<QLineEdit>(*window, u"Search settings"_s)->setText(u"download"_s);
    window->show();
    return *window;
}

library::RemovalPlan stagedRemoval()
{
    library::RemovalPlan plan{
        .model = {.record = {.withHistory = true},
                  .folder = u"/home/me/Models/mlx-community/Phi-3.5-mini-instruct-4bit"_s}};
    plan.freed = 2'150'000'000;
    plan.files = 12;
    plan.kept = {u"notes.txt"_s};
    plan.canBeTrashed = true;
    return plan;
}

ui::Question stagedRemovals()
{
    const QStringList names{u"Phi-3.5 mini Instruct"_s, u"Phi-2"_s, u"Gemma 3 1B"_s, u"A clone of mine"_s};
    QList<base::Result<session::Removal>> plans;
    for (int i = 0; i < 3; ++i)
        plans.append(session::Removal{.plan = stagedRemoval(), .place = {}});
    plans.append(
        base::fail(ErrorKind::Conflict, base::ErrorCode::MovedOn, {.path = u"/home/me/Models/mine"_s}));
    return ui::removalsQuestion(plans, names, 6);
}

QList<session::ModelUse> stagedUses()
{
    const QString folder = u"/home/me/My Models/mlx-community/Phi-3.5-mini-instruct-4bit"_s;
    return {
        {.program = session::UsingProgram::MlxLm,
         .line = u"mlx_lm.generate --model '%1' --prompt \"Hello\""_s.arg(folder)},
        {.program = session::UsingProgram::Transformers,
         .line =
             u"from transformers import pipeline; generate = pipeline(\"text-generation\", model=\"%1\")"_s
                 .arg(folder)},
        {.program = session::UsingProgram::LlamaCpp,
         .variant = u"Q4_K_M"_s,
         .line =
             u"llama-cli -m '%1/Phi-3.5-mini-Q4_K_M-00001-of-00002.gguf' --mmproj '%1/mmproj-f16.gguf'"_s.arg(
                 folder)}};
}

} // namespace weightyard::test
