#include "ui/text/format.h"

#include "ui/text/tr_contexts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;

QString withoutControls(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = u' ';
    }
    return text;
}

// A property of the application that has windows; the terminal's has none.
QString isolated(const QString &text)
{
    const QCoreApplication *app = QCoreApplication::instance();
    const bool fromRight =
        app != nullptr && app->property("layoutDirection").toInt() == static_cast<int>(Qt::RightToLeft);
    return fromRight && !text.isEmpty() ? u'\u2068' + text + u'\u2069' : text;
}

namespace {

QString bytesText(qint64 bytes)
{
    if (bytes < 1000)
        return Format::tr("%n byte(s)", nullptr, static_cast<int>(bytes));
    double value = static_cast<double>(bytes);
    int power = 0;
    // 999.5 would round to a fourth digit.
    while (value >= 999.5 && power < 5) {
        value /= 1000.0;
        ++power;
    }
    static const QString units[] = {QString(), u"kB"_s, u"MB"_s, u"GB"_s, u"TB"_s, u"PB"_s};
    const int decimals = value < 9.995 ? 2 : (value < 99.95 ? 1 : 0);
    return u"%1 %2"_s.arg(QLocale().toString(value, 'f', decimals), units[power]);
}

} // namespace

QString formatBytes(qint64 bytes)
{
    return isolated(bytesText(bytes));
}

QString formatRate(double bytesPerSecond)
{
    return isolated(u"%1/s"_s.arg(bytesText(static_cast<qint64>(bytesPerSecond))));
}

QString formatLimit(qint64 bytesPerSecond)
{
    const bool small = bytesPerSecond < 1'000'000;
    const double value = static_cast<double>(bytesPerSecond) / (small ? 1e3 : 1e6);
    return isolated(u"%1 %2/s"_s.arg(QLocale().toString(value, 'g', 6), small ? u"kB"_s : u"MB"_s));
}

QString formatDuration(qint64 ms)
{
    const qint64 seconds = ms / 1000 + (ms % 1000 > 0 ? 1 : 0); // rounded up: never over too early
    if (seconds < 60)
        return isolated(Format::tr("%1 s").arg(qMax<qint64>(seconds, 0)));
    const auto twoDigits = [](qint64 number) { return u"%1"_s.arg(number, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600)
        return isolated(Format::tr("%1 min %2 s").arg(seconds / 60).arg(twoDigits(seconds % 60)));
    return isolated(Format::tr("%1 h %2 min").arg(seconds / 3600).arg(twoDigits((seconds % 3600) / 60)));
}

QString shellWord(const QString &word)
{
    static const QRegularExpression plain(uR"(^[\w@%+=:,./-][\w@%+=:,./~-]*$)"_s);
    if (plain.match(word).hasMatch())
        return word;
    return u'\'' + QString(word).replace(u'\'', "'\\''"_L1) + u'\'';
}

} // namespace weightyard::text
