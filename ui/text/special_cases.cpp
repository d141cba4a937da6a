#include "ui/text/special_cases.h"

#include "base/error_code.h"
#include "base/retry_policy.h"
#include "ui/text/code_cases.h"
#include "ui/text/format.h"

#include <QDir>
#include <QRegularExpression>

namespace weightyard::text {

using namespace Qt::Literals::StringLiterals;
using base::Error;
using base::ErrorKind;

namespace {

constexpr int kProxyAuthentication = 407;
constexpr int kLegalReasons = 451;
constexpr int kSignInWanted = 511;
constexpr qint64 kLongWaitMs = 10 * 60 * 1000;

enum class SpecialCase {
    None,
    ProxyRefused,
    PlainHttp,
    Disabled,
    LegalReasons,
    Quota,
    LimitForLong,
    TroubleForLong,
    ForeignPage,
    NoHead,
    TooLargeInGit,
    NewerFile,
    GatedNoToken,
    GatedTerms,
    GatedWaiting,
    GatedRejected,
    GatedTokenScope,
    PrivateOrMissing,
    AccountSeesNone,
    SecretRefused,
    LfsHostNotTrusted,
    ClientCertificate,
    Setting,
    RepositorySetting,
    NoKeychain,
    KeychainClosed,
    NoLogin,
    NotInstalled,
};

const QRegularExpression &codePattern()
{
    static const QRegularExpression code(u"^([A-Z][A-Za-z]+): "_s);
    return code;
}

// A name of git's configuration or of the environment stands where a file's path does.
SpecialCase caseOfUsage(const base::ErrorContext &context)
{
    if (context.path == ".lfsconfig"_L1)
        return SpecialCase::RepositorySetting;
    const bool named =
        context.url.isEmpty() && !context.path.isEmpty() && !QDir::isAbsolutePath(context.path);
    return named ? SpecialCase::Setting : SpecialCase::None;
}

std::optional<SpecialCase> caseOfCode(base::ErrorCode code)
{
    switch (code) {
    case base::ErrorCode::NoKeychain:
        return SpecialCase::NoKeychain;
    case base::ErrorCode::KeychainClosed:
        return SpecialCase::KeychainClosed;
    case base::ErrorCode::NoLogin:
        return SpecialCase::NoLogin;
    case base::ErrorCode::NoInstalledModel:
        return SpecialCase::NotInstalled;
    case base::ErrorCode::GatedNoToken:
        return SpecialCase::GatedNoToken;
    case base::ErrorCode::GatedTerms:
        return SpecialCase::GatedTerms;
    case base::ErrorCode::GatedWaiting:
        return SpecialCase::GatedWaiting;
    case base::ErrorCode::GatedRejected:
        return SpecialCase::GatedRejected;
    case base::ErrorCode::GatedTokenScope:
        return SpecialCase::GatedTokenScope;
    case base::ErrorCode::PrivateOrMissing:
        return SpecialCase::PrivateOrMissing;
    case base::ErrorCode::AccountSeesNone:
        return SpecialCase::AccountSeesNone;
    case base::ErrorCode::CredentialRefused:
    case base::ErrorCode::InvalidCredential:
        return SpecialCase::SecretRefused;
    case base::ErrorCode::AskedAnonymously:
        return SpecialCase::LfsHostNotTrusted;
    case base::ErrorCode::ClientCertificateWanted:
    case base::ErrorCode::ClientKeyUnreadable:
    case base::ErrorCode::NoClientKey:
    case base::ErrorCode::OtherClientKey:
        return SpecialCase::ClientCertificate;
    default:
        return {};
    }
}

SpecialCase caseOf(const Error &error)
{
    const base::ErrorReason reason = error.context.reason;
    const int status = error.context.httpStatus;
    if (const auto special = caseOfCode(error.cause.code))
        return *special;
    const bool isLong = error.retryAfterMs.value_or(0) > kLongWaitMs;
    switch (error.kind) {
    case ErrorKind::Auth:
        return status == kProxyAuthentication ? SpecialCase::ProxyRefused : SpecialCase::None;
    case ErrorKind::Tls:
        return reason == base::ErrorReason::PlainHttp ? SpecialCase::PlainHttp : SpecialCase::None;
    case ErrorKind::NotFound:
        if (reason == base::ErrorReason::NoHead)
            return SpecialCase::NoHead;
        if (status == kLegalReasons)
            return SpecialCase::LegalReasons;
        return reason == base::ErrorReason::Disabled ? SpecialCase::Disabled : SpecialCase::None;
    case ErrorKind::RateLimited:
        if (base::disposition(error) != base::Disposition::RetryLater)
            return SpecialCase::Quota;
        return isLong ? SpecialCase::LimitForLong : SpecialCase::None;
    case ErrorKind::Server:
        return isLong ? SpecialCase::TroubleForLong : SpecialCase::None;
    case ErrorKind::Protocol:
        return reason == base::ErrorReason::OtherHost || status == kSignInWanted ? SpecialCase::ForeignPage
                                                                                 : SpecialCase::None;
    case ErrorKind::Unsafe:
        return reason == base::ErrorReason::TooLargeInGit ? SpecialCase::TooLargeInGit : SpecialCase::None;
    case ErrorKind::Usage:
        return caseOfUsage(error.context);
    case ErrorKind::Prerequisite:
        return reason == base::ErrorReason::NewerFile ? SpecialCase::NewerFile : SpecialCase::None;
    default:
        return SpecialCase::None;
    }
}

} // namespace

QString SpecialCases::lead(const Error &error)
{
    if (const CodeCase *row = codeCase(error.cause.code))
        return *row->lead == '\0' ? QString() : tr(row->lead);
    switch (caseOf(error)) {
    case SpecialCase::None:
        return {};
    case SpecialCase::ProxyRefused:
        return tr("The proxy refused access");
    case SpecialCase::PlainHttp:
        return tr("The server does not speak https at this address");
    case SpecialCase::Disabled:
        return tr("The host has disabled this repository");
    case SpecialCase::LegalReasons:
        return tr("The host may not give this out for legal reasons");
    case SpecialCase::Quota:
        return tr("A quota of the host is used up");
    case SpecialCase::LimitForLong:
        return tr("The server asked to wait %1").arg(formatDuration(*error.retryAfterMs));
    case SpecialCase::TroubleForLong:
        return tr("The server has a problem, and asked to wait %1").arg(formatDuration(*error.retryAfterMs));
    case SpecialCase::ForeignPage:
        return tr("Something on the way answers in the server's place");
    case SpecialCase::NoHead:
        return tr("The repository does not say which branch is meant");
    case SpecialCase::TooLargeInGit:
        return tr("A file of the repository is too large for git");
    case SpecialCase::NewerFile:
        return tr("A newer Weightyard wrote this file");
    case SpecialCase::GatedNoToken:
        return tr("The model is gated: a token is needed");
    case SpecialCase::GatedTerms:
        return tr("The model is gated, and the account has not accepted its terms");
    case SpecialCase::GatedWaiting:
        return tr("The model is gated, and its authors have not answered the request yet");
    case SpecialCase::GatedRejected:
        return tr("The model is gated, and its authors have refused access");
    case SpecialCase::GatedTokenScope:
        return tr("The token may not read gated models");
    case SpecialCase::PrivateOrMissing:
        return tr("Access was refused; the repository is private, or there is none of this name");
    case SpecialCase::AccountSeesNone:
        return tr("There is no repository of this name, or the account may not read it");
    case SpecialCase::SecretRefused:
        return tr("The token or password was refused");
    case SpecialCase::LfsHostNotTrusted:
        return tr("The large files are on another host, which wants a credential");
    case SpecialCase::ClientCertificate:
        return tr("The client certificate cannot be used");
    case SpecialCase::Setting:
        return tr("A setting cannot be used");
    case SpecialCase::RepositorySetting:
        return tr("A setting of the repository cannot be used");
    case SpecialCase::NoKeychain:
        return tr("Nothing is kept without a keychain");
    case SpecialCase::KeychainClosed:
        return tr("The keychain is locked");
    case SpecialCase::NoLogin:
        return tr("Not signed in");
    case SpecialCase::NotInstalled:
        return tr("Not installed");
    }
    Q_UNREACHABLE();
}

QString SpecialCases::remedy(const Error &error)
{
    if (const CodeCase *row = codeCase(error.cause.code))
        return base::withValues(tr(row->remedy), error.cause.values);
    switch (caseOf(error)) {
    case SpecialCase::None:
    case SpecialCase::Setting:
        return {};
    case SpecialCase::ProxyRefused:
        return tr("Write the proxy's user and password into the setting that names it: "
                  "http://USER:PASSWORD@HOST:PORT.");
    case SpecialCase::PlainHttp:
        return tr("Check the address and its port. A server without encryption is named with http://.");
    case SpecialCase::Disabled:
    case SpecialCase::LegalReasons:
        return tr("Nothing on this side helps: take the model from another place, or ask its owner.");
    case SpecialCase::Quota:
        return tr(
            "Its owner can raise it. Else try again when it begins anew, or take the model from another "
            "place; what is here is kept.");
    case SpecialCase::LimitForLong:
        return tr("Try again after that time; it goes on where it stopped. Without a token the limit is "
                  "lower.");
    case SpecialCase::TroubleForLong:
        return tr("Try again after that time; it goes on where it stopped.");
    case SpecialCase::ForeignPage:
        return tr("The network may want you to sign in: open any page in a browser, then try again.");
    case SpecialCase::NoHead:
        return tr("Name one of these with --revision.");
    case SpecialCase::TooLargeInGit:
        return tr("Its owner can move it into LFS. Nothing was written.");
    case SpecialCase::NewerFile:
        return tr("Update Weightyard, or move the file away. It was not touched.");
    case SpecialCase::GatedNoToken:
        return tr("Open that page in a browser and accept its licence; then sign in with a token of that "
                  "account, or set HF_TOKEN, and try again.");
    case SpecialCase::GatedTerms:
        return tr(
            "Open that page in a browser, signed in as the account of the token, and accept its licence; "
            "then try again.");
    case SpecialCase::GatedWaiting:
        return tr("Try again when they have; the page says so, and so does an e-mail.");
    case SpecialCase::GatedRejected:
        return tr("A request cannot be made twice: write to the authors, or choose another model.");
    case SpecialCase::GatedTokenScope:
        return tr(
            "Allow it there, or make a token of the kind \"read\" and sign in with it; then try again.");
    case SpecialCase::PrivateOrMissing:
        return tr("Check the spelling. For a private model sign in or set HF_TOKEN, or store "
                  "a credential with git.");
    case SpecialCase::AccountSeesNone:
        return tr("Check the spelling. If the model is private, its owner has to let the account in, and a "
                  "fine-grained token has to name it.");
    case SpecialCase::SecretRefused:
        return tr("Make a new one in the host's settings and sign in with it. What HF_TOKEN "
                  "holds goes before that.");
    case SpecialCase::LfsHostNotTrusted:
        return tr("Only the repository names that host. If you trust it, set lfs.url in your own git "
                  "configuration to its address.");
    case SpecialCase::ClientCertificate:
        return tr("git's http.sslCert and http.sslKey name it and its key, as PEM files without a password.");
    case SpecialCase::RepositorySetting:
        return tr("Set lfs.url in your own git configuration to the https address of its LFS server.");
    case SpecialCase::NoKeychain:
        return tr("Start one (gnome-keyring, KWallet), or set HF_TOKEN, or store a credential with git.");
    case SpecialCase::KeychainClosed:
        return tr("Unlock it, then try again.");
    case SpecialCase::NotInstalled:
        return tr("weightyard-cli status shows what is installed.");
    case SpecialCase::NoLogin:
        return tr("Sign in first, or name the host as it was then.");
    }
    Q_UNREACHABLE();
}

QString SpecialCases::withoutCode(const QString &detail)
{
    return QString(detail).remove(codePattern());
}

} // namespace weightyard::text
