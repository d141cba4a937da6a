#include "hub/readme.h"

#include "hub/api_session.h"
#include "hub/api_values.h"

#include <QHash>
#include <QRegularExpression>
#include <algorithm>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr qsizetype kLongestLine = 4000;
constexpr qsizetype kLongestCard = 200'000; // bytes
constexpr qsizetype kLongestTag = 2000;
constexpr qsizetype kMostCells = 24;  // of a table's row
constexpr qsizetype kDeepest = 8;     // of quotes in quotes, and lists in lists
constexpr qsizetype kMostMarks = 200; // of emphasis and brackets in a line

QString withoutSteering(const QString &text)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar c : text) {
        const bool isLine = c == u'\n' || c == u'\t';
        const bool joinsLetters = c == QChar(0x200D) || c == QChar(0x200C);
        const bool steers = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (isLine || joinsLetters || !steers)
            plain += c;
    }
    return plain;
}

// "---" to "---" at the very beginning.
QString withoutCard(const QString &text)
{
    if (!text.startsWith("---\n"_L1))
        return text;
    const qsizetype end = text.indexOf("\n---"_L1, 3);
    if (end < 0)
        return text;
    const qsizetype line = text.indexOf(u'\n', end + 1);
    return line < 0 ? QString() : text.mid(line + 1);
}

bool isFence(const QString &line)
{
    const QString begin = line.trimmed();
    return begin.startsWith("```"_L1) || begin.startsWith("~~~"_L1);
}

const QRegularExpression &tagPattern()
{
    static const QRegularExpression tag(
        u"</"
        u"?(?:a|abbr|audio|b|blockquote|body|br|center|code|dd|details|div|dl|dt|em|embed|figcaption|figure|"
        u"font|"
        "footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|kbd|li|link|mark|meta|nav|object|ol|p|"
        "path|"
        "picture|pre|s|section|small|source|span|strike|strong|style|script|sub|summary|sup|svg|table|tbody|"
        "td|"
        "tfoot|th|thead|title|tr|tt|u|ul|var|video)(?:[\\s/][^<>]{0,%1})?>"_s.arg(kLongestTag),
        QRegularExpression::CaseInsensitiveOption);
    return tag;
}

// With what they hold, which is no text. One that does not end goes to the end.
QString withoutBlocks(QString text)
{
    const std::pair<QLatin1StringView, QLatin1StringView> blocks[] = {
        {"<!--"_L1, "-->"_L1}, {"<script"_L1, "</script>"_L1}, {"<style"_L1, "</style>"_L1}};
    for (const auto &[begin, end] : blocks) {
        QString rest;
        qsizetype from = 0;
        while (true) {
            const qsizetype at = text.indexOf(begin, from, Qt::CaseInsensitive);
            rest += QStringView(text).mid(from, at < 0 ? -1 : at - from);
            if (at < 0)
                break;
            const qsizetype stop = text.indexOf(end, at, Qt::CaseInsensitive);
            if (stop < 0)
                break;
            from = stop + end.size();
        }
        text = rest;
    }
    return text;
}

// A picture is what it is called, and leads to where it is.
QString withoutPictures(QString line)
{
    static const QRegularExpression linked(uR"(\[!\[([^\[\]]{0,300})\]\([^()\s]{0,1000}[^()]{0,200}\)\])"_s);
    static const QRegularExpression picture(uR"(!\[([^\[\]]{0,300})\])"_s);
    line.replace(linked, u"[\\1]"_s);
    line.replace(picture, u"[\\1]"_s);
    return line.replace("[]("_L1, u"[•]("_s);
}

// What a renderer of Markdown would take much longer for than anybody reads it.
QString bounded(QString line)
{
    line.truncate(kLongestLine);
    const auto count = [&](const auto &isMark) { return std::count_if(line.begin(), line.end(), isMark); };
    const bool isTable = count([](QChar c) { return c == u'|'; }) > kMostCells;
    const bool isMarks = count([](QChar c) { return QStringView(u"*_[]<>`~!&\\").contains(c); }) > kMostMarks;
    if (isTable || isMarks)
        line.remove(QRegularExpression(u"[|*_\\[\\]<>`~!&\\\\]"_s));
    qsizetype depth = 0;
    qsizetype at = 0;
    for (; at < line.size() && QStringView(u" \t>-+*#").contains(line[at]); ++at)
        depth += line[at] == u' ' ? 0 : 1;
    return depth > kDeepest && at < line.size() ? line.mid(at) : (depth > kDeepest ? QString() : line);
}

} // namespace

Readme readableReadme(const QByteArray &bytes)
{
    QString text = QString::fromUtf8(bytes).replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    if (text.startsWith(QChar(0xFEFF)))
        text.remove(0, 1);
    Readme readme;
    text = withoutCard(text);
    readme.isCut = text.size() > kReadmeShown;
    text = withoutBlocks(withoutSteering(text.left(kReadmeShown)));
    bool inCode = false;
    QStringList lines;
    const QStringList all = text.split(u'\n');
    for (const QString &one : all) {
        const bool fence = isFence(one);
        if (inCode || fence) {
            lines.append(one.left(kLongestLine));
        } else {
            static const QRegularExpression lineBreak(u"<br\\s*/?>"_s,
                                                      QRegularExpression::CaseInsensitiveOption);
            QString line = one.left(kLongestLine);
            line.replace(lineBreak, u" "_s);
            line.remove(tagPattern());
            lines.append(bounded(withoutPictures(line)));
        }
        inCode = fence ? !inCode : inCode;
    }
    readme.text = lines.join(u'\n').trimmed();
    return readme;
}

QString statedLicence(const QByteArray &readme)
{
    const QString text = QString::fromUtf8(readme.first(std::min(readme.size(), kLongestCard))).remove(u'\r');
    if (!text.startsWith("---\n"_L1))
        return {};
    const qsizetype end = text.indexOf("\n---"_L1, 3);
    if (end < 0)
        return {};
    static const QRegularExpression entry(
        uR"(^(license|license_name):[ \t]*(?:\n[ \t]*-[ \t]*|\[)?["']?([^\n"'\],#]+))"_s,
        QRegularExpression::MultilineOption);
    QHash<QString, QString> found;
    const QString card = text.mid(4, end - 3);
    for (QRegularExpressionMatchIterator all = entry.globalMatch(card); all.hasNext();) {
        const QRegularExpressionMatch one = all.next();
        found.insert(one.captured(1), plainText(one.captured(2).trimmed()));
    }
    const QString licence = found.value(u"license"_s);
    const QString name = found.value(u"license_name"_s);
    return licence.isEmpty() || (licence == "other"_L1 && !name.isEmpty()) ? name : licence;
}

Result<Readme> readme(const catalog::ModelLocation &location, const QString &commit, const QString &path,
                      const FactServices &services, const base::CancelToken &cancel)
{
    QUrl url = services.hub;
    url.setPath(services.hub.path(QUrl::FullyEncoded) + u'/' + location.modelPath + u"/resolve/"_s + commit
                    + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(path, "/")),
                QUrl::TolerantMode);
    ApiSession session(services, location);
    const Result<QByteArray> bytes = session.file(url, kReadmeCap, cancel);
    if (!bytes)
        return fail(bytes.error());
    return readableReadme(*bytes);
}

} // namespace weightyard::hub
