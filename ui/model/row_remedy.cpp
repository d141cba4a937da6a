#include "ui/model/row_remedy.h"

#include "base/error_code.h"
#include "ui/model/row_status.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"

#include <QRegularExpression>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;

namespace {

/// What ui/text says of these names options and commands, and here are buttons.
struct CodeRow {
    std::initializer_list<ErrorCode> codes;
    const char *text;
};

const CodeRow kCodes[] = {
    {{ErrorCode::ChangedInBoth, ErrorCode::NewWhereYours},
     QT_TRANSLATE_NOOP("RowText", "Choose whose files are wanted: yours, or the new ones.")},
    {{ErrorCode::GatedNoToken},
     QT_TRANSLATE_NOOP("RowText", "Open its page and accept its licence. Then sign in, in the menu, with a "
                                  "token of that account, and check again.")},
    {{ErrorCode::PrivateOrMissing},
     QT_TRANSLATE_NOOP("RowText", "Check the spelling. For a private model sign in, in the menu, and check "
                                  "again.")},
    {{ErrorCode::CredentialRefused, ErrorCode::InvalidCredential},
     QT_TRANSLATE_NOOP("RowText", "Make a new token on the host's page, sign in with it, in the menu, and "
                                  "check again.")},
    {{ErrorCode::NoSuchVariant, ErrorCode::NoVariants, ErrorCode::VariantUnclear, ErrorCode::NoFileMatches,
      ErrorCode::NothingChosen},
     QT_TRANSLATE_NOOP("RowText", "Choose another variant, or files, where the model is shown in Browse.")},
    {{ErrorCode::VariantIsBranch},
     QT_TRANSLATE_NOOP("RowText", "Choose that branch as the revision, where the model is shown in Browse.")},
    {{ErrorCode::NothingSafe},
     QT_TRANSLATE_NOOP("RowText", "Choose other files, or allow these formats in the settings.")},
    {{ErrorCode::XetOnly},
     QT_TRANSLATE_NOOP("RowText", "hf download (with hf_xet) gets it; “Take over models…”, in the menu, then "
                                  "makes it one of yours. Or choose other files.")},
    {{ErrorCode::UnfinishedCopy},
     QT_TRANSLATE_NOOP("RowText", "“Take over models…”, in the menu, makes it one of yours, and a download "
                                  "completes it. Or move it away.")},
    {{ErrorCode::NotTakenOver},
     QT_TRANSLATE_NOOP("RowText",
                       "“Take over models…”, in the menu, makes it one of yours; nothing is fetched "
                       "or changed.")},
    {{ErrorCode::RepositoryUnknown}, QT_TRANSLATE_NOOP("RowText", "Name it: OWNER/NAME or its address.")},
    {{ErrorCode::NothingMatches}, QT_TRANSLATE_NOOP("RowText", "Name the right repository.")},
    {{ErrorCode::ShareOtherVolume},
     QT_TRANSLATE_NOOP("RowText", "Allow a copy, which takes as much room again.")},
};

struct KindRow {
    ErrorKind kind;
    const char *text;
};

constexpr KindRow kKinds[] = {
    {ErrorKind::DiskFull,
     QT_TRANSLATE_NOOP("RowText",
                       "Make room, or choose another library folder; what is here already is kept.")},
    {ErrorKind::Conflict,
     QT_TRANSLATE_NOOP("RowText", "Move what is there away, or choose another library folder.")},
    {ErrorKind::Disconnected,
     QT_TRANSLATE_NOOP("RowText", "Connect the disk and try again, or choose another library folder.")},
    {ErrorKind::DiskFault,
     QT_TRANSLATE_NOOP("RowText", "Check the disk and save what matters, or choose another library folder.")},
    {ErrorKind::Internal,
     QT_TRANSLATE_NOOP("RowText", "Try it again, and report what “Copy diagnostics” says.")},
};

bool isOfTerminal(const QString &sentence)
{
    static const QRegularExpression words(u"weightyard-cli|(?:^|[ (])--[a-z]|in a terminal"_s);
    return words.match(sentence).hasMatch();
}

QString withoutTerminal(const QString &text)
{
    QStringList sentences = text::sentencesOf(text);
    sentences.removeIf(isOfTerminal);
    return text::sentences(sentences);
}

// Its code asks for a command.
base::Error ofKind(base::Error error)
{
    error.cause = {};
    return error;
}

} // namespace

QString windowRemedy(const base::Error &error)
{
    const ErrorCode code = error.cause.code;
    const auto isGone = [&] {
        return code == ErrorCode::NoSuchVariant || code == ErrorCode::NoVariants
               || code == ErrorCode::NoFileMatches;
    };
    if (error.kind == ErrorKind::NotFound && isGone()) // by an update
        return RowText::tr(
            "What is here stays as it is. For the newer version choose another variant or file.");
    for (const CodeRow &row : kCodes) {
        if (std::find(row.codes.begin(), row.codes.end(), code) != row.codes.end())
            return base::withValues(RowText::tr(row.text), error.cause.values);
    }
    if (code != ErrorCode::None) {
        if (const QString own = withoutTerminal(text::Messages::ownRemedy(error)); !own.isEmpty())
            return own;
    }
    for (const KindRow &row : kKinds) {
        if (row.kind == error.kind)
            return RowText::tr(row.text);
    }
    const bool isFile = !error.context.path.isEmpty();
    if ((error.kind == ErrorKind::Usage && !isFile) || text::Messages::isUnknownName(error))
        return RowText::tr("A model is named by OWNER/NAME or by the address of its page.");
    const QString said = withoutTerminal(text::Messages::remedy(error));
    return said.isEmpty() && code != ErrorCode::None ? windowRemedy(ofKind(error)) : said;
}

} // namespace weightyard::ui
