#include "ui/browse/details_text.h"

#include "base/name_list.h"
#include "hub/file_roles.h"
#include "ui/browse/found_text.h"
#include "ui/text/format.h"
#include "ui/text/sentence.h"

#include <QLocale>
#include <QMap>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype kMostNamed = 3;
} // namespace

QString DetailsText::asking(const catalog::ModelLocation &location)
{
    return location.onHub ? tr("Asking the Hub…") : tr("Asking %1…").arg(location.url.host());
}

QString DetailsText::askingContent(const catalog::ModelLocation &location)
{
    return location.onHub ? tr("Asking the Hub what is in it…")
                          : tr("Asking %1 what is in it…").arg(location.url.host());
}

QString DetailsText::licence(const hub::FoundModel &found, const std::optional<session::ModelLook> &look)
{
    if (look && !look->details.licenceName.isEmpty())
        return look->details.licenceName;
    if (!found.licence.isEmpty())
        return RowText::licence(found.licence);
    const bool isTold = (look && !look->fromManifest) || found.downloads >= 0; // by details, or by a search
    return isTold ? tr("not stated") : tr("not known");
}

QString DetailsText::date(const QDateTime &when)
{
    return when.isValid() ? QLocale().toString(when.toLocalTime().date(), QLocale::LongFormat) : QString();
}

QString DetailsText::popularity(const hub::FoundModel &found)
{
    QStringList parts;
    if (found.downloads >= 0)
        parts.append(tr("%1 a month").arg(FoundText::count(found.downloads)));
    if (found.likes >= 0)
        parts.append(found.likes == 1 ? tr("1 like") : tr("%1 likes").arg(FoundText::count(found.likes)));
    return parts.join(u" · "_s);
}

QString DetailsText::scan(const hub::ModelDetails &details)
{
    QStringList issues;
    for (const hub::ScanIssue &issue : details.issues)
        issues.append(u"%1: %2"_s.arg(text::withoutControls(issue.path), issue.level));
    if (!issues.isEmpty())
        return base::firstNames(issues, kMostNamed);
    return details.isScanned ? tr("no problem found") : tr("not scanned");
}

QStringList DetailsText::notices(const session::ModelLook &look)
{
    QStringList notices;
    QMap<QString, int> formats;
    QStringList python;
    for (const hub::HubFile &file : look.details.files) {
        if (const QString format = hub::unsafeFormat(file.path); !format.isEmpty())
            ++formats[format];
        if (file.path.endsWith(".py"_L1))
            python.append(text::withoutControls(file.path));
    }
    if (look.details.isOld)
        notices.append(tr("The Hub does not answer; this is what it said on %1.")
                           .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(look.details.fetchedAtMs),
                                                   QLocale::ShortFormat)));
    if (look.fromManifest)
        notices.append(tr("This host tells the files only, by its git repository."));
    if (!formats.isEmpty())
        notices.append(
            tr("Formats that may run code when they are loaded: %1.").arg(text::listed(formats.keys())));
    if (look.details.wantsRemoteCode)
        notices.append(
            tr("Its configuration names Python code to run: %1.").arg(base::firstNames(python, kMostNamed)));
    else if (!python.isEmpty())
        notices.append(tr("It brings Python files: %1.").arg(base::firstNames(python, kMostNamed)));
    return notices;
}

QString DetailsText::sum(const session::ModelLook &look, const hub::Pick &pick)
{
    const qsizetype files = look.details.files.size();
    if (!pick.unmatched.isEmpty())
        return tr("No file matches “%1”.").arg(text::withoutControls(pick.unmatched.first()));
    if (pick.paths.isEmpty())
        return tr("Nothing is chosen.");
    QString text = tr("%1 in %n file(s).", nullptr, static_cast<int>(pick.paths.size()))
                       .arg(text::formatBytes(pick.bytes));
    const qint64 leftOut = look.variants.bytes - pick.bytes;
    if (pick.paths.size() == files || leftOut <= 0)
        return look.variants.doubleBytes <= 0
                   ? text
                   : text::sentences({text, tr("%1 of it are the same weights in another format.")
                                                .arg(text::formatBytes(look.variants.doubleBytes))});
    text = text::sentences(
        {text, tr("Left out: %1 in %n other file(s).", nullptr, static_cast<int>(files - pick.paths.size()))
                   .arg(text::formatBytes(leftOut))});
    if (look.variants.doubles.isEmpty())
        return text;
    const QSet<QString> chosen(pick.paths.begin(), pick.paths.end());
    const auto isLeftOut = [&](const QString &path) { return !chosen.contains(path); };
    if (std::all_of(look.variants.doubles.begin(), look.variants.doubles.end(), isLeftOut))
        text = text::sentences({text, tr("%1 of them are the same weights in another format.")
                                          .arg(text::formatBytes(look.variants.doubleBytes))});
    return text;
}

QString DetailsText::variant(const hub::Variant &variant)
{
    QStringList parts;
    if (!variant.folder.isEmpty())
        parts.append(tr("folder %1").arg(text::withoutControls(variant.folder)));
    if (variant.bits > 0)
        parts.append((variant.bitsMeasured ? tr("%1 bits a weight") : tr("about %1 bits a weight"))
                         .arg(QLocale().toString(variant.bits, 'f', variant.bits < 10 ? 1 : 0)));
    if (!variant.isComplete)
        parts.append(tr("not all of its parts are there"));
    return parts.join(u" · "_s);
}

} // namespace weightyard::ui
