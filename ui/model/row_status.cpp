#include "ui/model/row_status.h"

#include "base/error_code.h"
#include "ui/model/row_remedy.h"
#include "ui/text/choice_text.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QLocale>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using job::JobState;
using library::OnDisk;

namespace {

constexpr QStringView kDot = u" · ";

QString percentOf(double fraction)
{
    // Rounded down: 100 % is said when all of it is here.
    return text::isolated(QLocale().toString(static_cast<int>(fraction * 100)) + u" %"_s);
}

double fractionOf(const job::JobSnapshot &job)
{
    return job.bytesTotal > 0 ? std::clamp(
               static_cast<double>(job.bytesHere) / static_cast<double>(job.bytesTotal), 0.0, 1.0)
                              : 0.0;
}

} // namespace

RowStatus RowText::status(const ModelRow &row, qint64 wallNowMs)
{
    const bool over =
        !row.job || row.job->state == JobState::Installed || row.job->state == JobState::Cancelled;
    if (over && row.work)
        return workStatus(*row.work);
    return over ? diskStatus(row) : jobStatus(row, wallNowMs);
}

RowStatus RowText::workStatus(const RowWork &work)
{
    RowStatus status{.fraction = work.fraction, .moving = work.fraction.has_value()};
    switch (work.kind) {
    case RowWork::Kind::Verifying:
        status.text = work.fraction ? tr("Verifying · %1").arg(percentOf(*work.fraction)) : tr("Verifying");
        break;
    case RowWork::Kind::LookingForUpdate:
        status.text = tr("Looking for an update");
        break;
    case RowWork::Kind::Sharing:
        status.text = tr("Sharing");
        break;
    case RowWork::Kind::GoingBack:
        status.text = tr("Going back");
        break;
    }
    return status;
}

QString RowText::change(const session::KnownUpdate &update)
{
    if (!update.files)
        return {};
    return tr("%n file(s), %1", nullptr, static_cast<int>(std::min<qint64>(*update.files, 1'000'000'000)))
        .arg(text::formatBytes(update.bytes));
}

RowStatus RowText::hereStatus(const ModelRow &row)
{
    if (row.update)
        return {.tone = Tone::Plain,
                .pill = true,
                .symbol = u"↑"_s,
                .text = tr("Update"),
                .detail = change(*row.update)};
    RowStatus status{.tone = Tone::Good, .pill = true, .symbol = u"✓"_s, .text = tr("Here")};
    if (row.disk.state == OnDisk::HereUnverified)
        status.detail = tr("not verified");
    else if (row.disk.historyBytes == 0)
        status.detail = tr("without git history");
    return status;
}

RowStatus RowText::jobStatus(const ModelRow &row, qint64 wallNowMs)
{
    const job::JobSnapshot &job = *row.job;
    switch (job.state) {
    case JobState::Queued:
        return {.text = row.queuePosition == 0 ? tr("Queued · next") : tr("Queued")};
    case JobState::Resolving:
        return {.text = tr("Resolving")};
    case JobState::Transferring: {
        const double fraction = fractionOf(job);
        QString text = percentOf(fraction);
        if (row.job->rate >= 1)
            text.append(kDot).append(text::formatRate(row.job->rate));
        const QString left =
            row.job->timeLeftMs ? tr("%1 left").arg(text::formatDuration(*row.job->timeLeftMs)) : QString();
        return {.text = text, .detail = left, .fraction = fraction, .moving = true};
    }
    case JobState::Verifying:
        return {.text = tr("Verifying"), .fraction = 1.0, .moving = true};
    case JobState::Publishing:
        return {.text = tr("Finishing"), .fraction = 1.0, .moving = true};
    case JobState::Waiting:
        return waitStatus(row, wallNowMs);
    case JobState::Paused:
        return {.symbol = u"❚❚"_s,
                .text = tr("Paused"),
                .detail = job.bytesTotal > 0 ? percentOf(fractionOf(job)) : QString(),
                .fraction = job.bytesTotal > 0 ? std::optional(fractionOf(job)) : std::nullopt};
    case JobState::Failed:
        if (session::isHere(row.disk)) // an update, or another choice: what was here is whole
            return {.tone = Tone::Caution,
                    .pill = true,
                    .symbol = u"!"_s,
                    .text = tr("Here"),
                    .detail = tr("download failed")};
        return {.tone = Tone::Bad,
                .pill = true,
                .symbol = u"!"_s,
                .text = job.error ? shortError(job.error->kind) : tr("Failed")};
    case JobState::Installed:
    case JobState::Cancelled:
        break;
    }
    return diskStatus(row);
}

RowStatus RowText::waitStatus(const ModelRow &row, qint64 wallNowMs)
{
    const job::JobSnapshot &job = *row.job;
    const qint64 left = job.waitUntilMs - wallNowMs;
    RowStatus status{.tone = Tone::Caution,
                     .text = left > 0 ? tr("Waiting %1").arg(text::formatDuration(left))
                                      : tr("Trying again"), // and no byte has come yet
                     .detail = job.error ? shortError(job.error->kind) : QString(),
                     .fraction = job.bytesTotal > 0 ? std::optional(fractionOf(job)) : std::nullopt};
    if (job.error && job.error->kind == ErrorKind::DiskFull)
        status.text = tr("Waiting for room");
    if (job.error && job.error->kind == ErrorKind::Busy) {
        status.text = tr("Waiting");
        status.detail = !job.error->context.oid.isEmpty()                       ? tr("for another model")
                        : job.error->cause.code == base::ErrorCode::WorkingHere ? tr("for another task")
                                                                                : tr("for another program");
    }
    return status;
}

RowStatus RowText::diskStatus(const ModelRow &row)
{
    if (row.job && row.job->state == JobState::Installed && row.disk.state == OnDisk::Absent)
        return {.tone = Tone::Good,
                .pill = true,
                .symbol = u"✓"_s,
                .text = tr("Here")}; // the next scan says more
    if (row.damage)
        return {.tone = Tone::Bad,
                .pill = true,
                .symbol = u"!"_s,
                .text = tr("Damaged"),
                .detail = tr("%n file(s)", nullptr, row.damage->files)};
    switch (row.disk.state) {
    case OnDisk::Here:
    case OnDisk::HereUnverified:
        return hereStatus(row);
    case OnDisk::Incomplete:
        return {.tone = Tone::Caution, .pill = true, .symbol = u"!"_s, .text = tr("Incomplete")};
    case OnDisk::NotRecognised:
        return {.tone = Tone::Caution, .pill = true, .symbol = u"?"_s, .text = tr("Not recognised")};
    case OnDisk::Absent:
        break;
    }
    if (!row.awayIn.isEmpty())
        return {.tone = Tone::Caution, .pill = true, .text = tr("Not connected"), .detail = row.awayIn};
    if (!row.fits)
        return {.tone = Tone::Caution,
                .pill = true,
                .text = tr("Does not fit · %1").arg(text::formatBytes(bytesMissing(row)))};
    if (row.disk.partialBytes > 0)
        return {.text = tr("Not here"),
                .detail = tr("%1 kept").arg(text::formatBytes(row.disk.partialBytes))};
    return {.text = row.scanned ? tr("Not here") : QString()};
}

QString RowText::remedy(const base::Error &error)
{
    return windowRemedy(error);
}

QString RowText::trouble(const base::Error &error)
{
    return text::sentences({text::Messages::sentence(error), remedy(error)});
}

QString RowText::shortError(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Network:
        return tr("No connection");
    case ErrorKind::Timeout:
        return tr("Server is silent");
    case ErrorKind::Tls:
        return tr("Certificate refused");
    case ErrorKind::Auth:
        return tr("Missing or private");
    case ErrorKind::Gated:
        return tr("Access needed");
    case ErrorKind::NotFound:
        return tr("Not found");
    case ErrorKind::RateLimited:
        return tr("Server asked to wait");
    case ErrorKind::Server:
        return tr("Server is busy");
    case ErrorKind::Protocol:
        return tr("Odd answer");
    case ErrorKind::Corrupt:
        return tr("Arrived damaged"); // by the server, or on the way
    case ErrorKind::DiskFull:
        return tr("Disk is full");
    case ErrorKind::Permission:
        return tr("No permission");
    case ErrorKind::Conflict:
        return tr("Folder is taken");
    case ErrorKind::Unsafe:
        return tr("Unsafe repository");
    case ErrorKind::Internal:
        return tr("Our mistake");
    case ErrorKind::Usage:
        return tr("Not understood");
    case ErrorKind::Prerequisite:
        return tr("Something is missing");
    case ErrorKind::Busy:
        return tr("Library is in use");
    case ErrorKind::Disconnected:
        return tr("Disk not connected");
    case ErrorKind::DiskFault:
        return tr("Disk error");
    case ErrorKind::Cancelled:
        return tr("Stopped");
    }
    Q_UNREACHABLE();
}

QString RowText::licence(const QString &identifier)
{
    // What others call a licence is its name in every language; the rest are words.
    static const QHash<QString, const char *> names{
        {u"mit"_s, "MIT"},
        {u"apache-2.0"_s, "Apache 2.0"},
        {u"bsd-3-clause"_s, "BSD 3-Clause"},
        {u"cc-by-4.0"_s, "CC BY 4.0"},
        {u"cc-by-nc-4.0"_s, "CC BY-NC 4.0"},
        {u"gemma"_s, QT_TR_NOOP("Gemma licence")},
        {u"llama2"_s, QT_TR_NOOP("Llama 2 licence")},
        {u"llama3"_s, QT_TR_NOOP("Llama 3 licence")},
        {u"llama3.1"_s, QT_TR_NOOP("Llama 3.1 licence")},
        {u"llama3.2"_s, QT_TR_NOOP("Llama 3.2 licence")},
        {u"other"_s, QT_TR_NOOP("own licence")},
    };
    const char *name = names.value(identifier.toLower());
    return name == nullptr ? identifier : tr(name);
}

QString RowText::facts(const ModelRow &row)
{
    const QString published =
        row.entry.licence.isEmpty() && row.facts ? row.facts->licence : row.entry.licence;
    QStringList parts;
    // "4-bit (group 64)": the rest is for the details. A choice says it better: "Q4_K_M".
    const base::PickWishes choice = choiceOf(row);
    const QString quantization = row.entry.quantization.section(u" ("_s, 0, 0).section(u',', 0, 0);
    const bool isUnknown = row.entry.parameters.isEmpty() && quantization.isEmpty() && published.isEmpty();
    for (const QString &part :
         {isUnknown ? whereabouts(row) : QString(), row.entry.parameters,
          choice.isEmpty() ? quantization : text::choiceText(choice), licence(published)}) {
        if (!part.isEmpty())
            parts.append(text::isolated(part)); // "4-bit"
    }
    if (row.entry.gated || (row.facts && row.facts->gated))
        parts.append(tr("gated"));
    return parts.join(kDot);
}

QString RowText::size(const ModelRow &row)
{
    const qint64 bytes = bytesOf(row);
    if (bytes <= 0)
        return row.scanned ? tr("size unknown") : QString();
    return isExact(row) ? text::formatBytes(bytes) : u"≈ "_s + text::formatBytes(bytes);
}

QString RowText::searchText(const ModelRow &row)
{
    return QStringList{row.entry.name, row.key, row.entry.family, facts(row)}.join(u' ').toCaseFolded();
}

} // namespace weightyard::ui
