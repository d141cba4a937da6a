// `weightyard-cli login` and `logout`: a token or password into the system's keychain, and out of it again.
#include "app/cli/cli_text.h"
#include "app/cli/command_table.h"
#include "app/cli/job_json.h"
#include "app/cli/secret_prompt.h"
#include "app/cli/terminal.h"
#include "base/error_code.h"
#include "session/login.h"

#include <QFile>

namespace weightyard::cli {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kLongestLine = 8192;

Result<void> checkWords(const CommandLine &line)
{
    if (line.words.size() > 1)
        return fail(ErrorKind::Usage, Cause(ErrorCode::OneHost, QLatin1StringView(line.command->name)));
    return {};
}

session::LoginServices servicesOf(app::Services &services)
{
    return {.keychain = services.keychain(),
            .client = services.client(),
            .clock = services.clock(),
            .hub = services.hub()};
}

Result<QString> secretFor(session::LoginPlace &place, bool fromInput)
{
    const QString host = place.origin.toString();
    if (fromInput) {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return QString();
        return QString::fromUtf8(input.readLine(kLongestLine)).trimmed();
    }
    if (!place.isHub && place.user.isEmpty())
        place.user = askLine(CliText::tr("User of %1: ").arg(host)).value_or(QString()).trimmed();
    const std::optional<QString> secret =
        askSecret(place.isHub ? CliText::tr("Token of %1: ").arg(host)
                              : CliText::tr("Password or token of %1: ").arg(host));
    if (!secret)
        return fail(ErrorKind::Usage, ErrorCode::NoTerminal);
    return *secret;
}

void report(const CommandContext &context, const session::LoginPlace &place, const QString &text,
            const QJsonObject &facts)
{
    QJsonObject line = facts;
    line.insert(u"host"_s, place.origin.toString());
    if (context.line.json)
        printOut(QString::fromUtf8(jsonLine(line)));
    else if (!context.line.quiet)
        printLine(text);
}

Result<int> runLogin(const CommandContext &context)
{
    const auto services = servicesFor(context);
    if (!services)
        return fail(services.error());
    Result<session::LoginPlace> place = session::loginPlace(context.line.words.value(0), (*services)->hub());
    if (!place)
        return fail(place.error());
    if ((*services)->keychain() == nullptr) // before anything is typed
        return fail(ErrorKind::Prerequisite, ErrorCode::NoKeychain);
    const Result<QString> secret = secretFor(*place, context.line.has("token-stdin"));
    if (!secret)
        return fail(secret.error());
    const Result<QString> user = session::login(servicesOf(**services), *place, *secret, {});
    if (!user)
        return fail(user.error());
    const QString host = place->origin.toString();
    report(
        context, *place,
        user->isEmpty()
            ? CliText::tr("The token of %1 is in the system's keychain.").arg(host)
            : CliText::tr("Signed in to %1 as %2. The secret is in the system's keychain.").arg(host, *user),
        {{u"user"_s, *user}});
    return 0;
}

Result<int> runLogout(const CommandContext &context)
{
    const auto services = servicesFor(context);
    if (!services)
        return fail(services.error());
    const Result<session::LoginPlace> place =
        session::loginPlace(context.line.words.value(0), (*services)->hub());
    if (!place)
        return fail(place.error());
    if (const Result<void> gone = session::logout(servicesOf(**services), *place, {}); !gone)
        return fail(gone.error());
    report(context, *place, CliText::tr("Signed out of %1.").arg(place->origin.toString()), {});
    return 0;
}

} // namespace

const Command kLoginCommand{
    .name = "login",
    .words = "[HOST]",
    .summary = QT_TRANSLATE_NOOP("Terminal", "keep a token in the system's keychain"),
    .about = QT_TRANSLATE_NOOP(
        "Terminal", "Asks for a token of the Hub, or for user and password of another HOST, tries the\n"
                    "token, and keeps it in the system's keychain. Downloads use it where HF_TOKEN\n"
                    "is not set.\n"),
    .options = "token-stdin",
    .check = checkWords,
    .run = runLogin,
};

const Command kLogoutCommand{
    .name = "logout",
    .words = "[HOST]",
    .summary = QT_TRANSLATE_NOOP("Terminal", "take it out of the keychain again"),
    .about = QT_TRANSLATE_NOOP("Terminal", "Removes what login kept for the Hub, or for HOST.\n"),
    .options = "",
    .check = checkWords,
    .run = runLogout,
};

} // namespace weightyard::cli
