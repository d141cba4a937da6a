#include "scripts/script_writer.h"

#include "base/control_characters.h"
#include "base/error_code.h"
#include "base/shell_words.h"
#include "scripts/script_reader.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>
#include <algorithm>

// Must be outside any namespace; without it the linker drops a static library's resource.
static void initScriptsResource()
{
    Q_INIT_RESOURCE(scripts);
}

namespace weightyard::scripts {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::shellQuoted;

namespace {

constexpr QByteArrayView kMark("# Written by Weightyard; checksum ");
constexpr QByteArrayView kNoSum("@CHECKSUM@");
constexpr qsizetype kSumDigits = 64;

QByteArray resource(const QString &name)
{
    initScriptsResource();
    QFile file(u":/weightyard/scripts/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray sumOf(const QByteArray &withoutSum)
{
    return QCryptographicHash::hash(withoutSum, QCryptographicHash::Sha256).toHex();
}

QByteArray signedScript(QByteArray text)
{
    const QByteArray sum = sumOf(text); // a value may have the word in it, too
    return text.replace(text.indexOf(kNoSum), kNoSum.size(), sum);
}

// In two steps where HF_ENDPOINT decides, which may end with '/'.
QString addressWords(const ScriptValues &values)
{
    static const QRegularExpression plain(u"^https?://[A-Za-z0-9._~:/\\[\\]-]+$"_s);
    const bool obeys = !values.endpoint.isEmpty() && values.url.startsWith(values.endpoint + u'/')
                       && plain.match(values.endpoint).hasMatch();
    return obeys ? u"\"${HF_ENDPOINT:-%1}\"\nREPO_URL=\"${REPO_URL%/}\""_s.arg(values.endpoint)
                       + shellQuoted(values.url.mid(values.endpoint.size()))
                 : shellQuoted(values.url);
}

// All at once: a value that has @NAME@ in it stays as it is.
QByteArray filled(const QByteArray &text, const ScriptValues &values)
{
    const std::pair<QByteArrayView, QString> places[] = {
        {"@MODEL_NAME@", values.name},
        {"@REPO_URL@", values.url},
        {"@REVISION@", values.revision},
        {"@COMMIT@", values.commit},
        {"@LOCAL_DIR@", values.folder},
        {"@CLEANUP_GIT@", values.removesHistory ? u"true"_s : u"false"_s},
        {"@FILES@", values.files.join(u'\n')}};
    QByteArray whole;
    const QList<QByteArray> lines = text.split('\n');
    for (QByteArray line : lines) {
        const auto place = std::find_if(std::begin(places), std::end(places),
                                        [&](const auto &one) { return line.endsWith(one.first); });
        if (place != std::end(places)) {
            line.chop(place->first.size());
            const bool isAddress = place->first == "@REPO_URL@";
            line += (isAddress ? addressWords(values) : shellQuoted(place->second)).toUtf8();
        }
        whole += line + '\n';
    }
    whole.chop(1);
    return whole;
}

} // namespace

QString endpointOf(const catalog::ModelLocation &location)
{
    const QString url = location.url.toString(QUrl::FullyEncoded);
    const QString below = u'/' + location.modelPath;
    return url.endsWith(below) ? url.chopped(below.size()) : QString();
}

Result<QByteArray> modelScript(const ScriptValues &values)
{
    const QStringList all{values.name, values.url, values.revision, values.commit, values.folder};
    for (const QString &value : all + values.files) {
        if (base::hasControls(value))
            return fail(ErrorKind::Usage, Cause(ErrorCode::ValueNotForScript, base::withoutControls(value)));
    }
    const QByteArray script = signedScript(filled(resource(u"model.sh"_s), values));
    if (script.size() > kLongestScript)
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::FilesTooManyForScript, values.name, values.files.size()));
    return script;
}

QByteArray allScript()
{
    return signedScript(resource(u"all.sh"_s));
}

QByteArray templateScript()
{
    return signedScript(
        filled(resource(u"model.sh"_s), {.name = u"TEMPLATE_MODEL_NAME"_s,
                                         .url = u"https://huggingface.co/TEMPLATE_OWNER/TEMPLATE_REPO_NAME"_s,
                                         .folder = u"."_s}));
}

Author authorOf(const QByteArray &script)
{
    const qsizetype mark = script.indexOf(kMark);
    const qsizetype begin = mark + kMark.size();
    if (mark < 0 || script.size() < begin + kSumDigits)
        return Author::Other;
    const QByteArray sum = script.mid(begin, kSumDigits);
    QByteArray text = script;
    text.replace(begin, kSumDigits, kNoSum);
    return sum == sumOf(text) ? Author::Us : Author::UsThenOther;
}

} // namespace weightyard::scripts
