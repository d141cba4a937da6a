#include "app/cli/secret_prompt.h"

#ifdef _WIN32

#include <array>
#include <qt_windows.h>

namespace weightyard::cli {

namespace {

constexpr DWORD kLongest = 8192;
constexpr DWORD kPollMs = 100;

std::optional<QString> ask(const QString &prompt, DWORD shown, const base::CancelToken &cancel = {})
{
    const HANDLE in = CreateFileW(L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                  nullptr, OPEN_EXISTING, 0, nullptr);
    const HANDLE out = CreateFileW(L"CONOUT$", GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                   OPEN_EXISTING, 0, nullptr);
    std::optional<QString> answer;
    DWORD before = 0;
    if (in != INVALID_HANDLE_VALUE && out != INVALID_HANDLE_VALUE && GetConsoleMode(in, &before) != 0) {
        const auto print = [out](const QString &text) {
            DWORD written = 0;
            WriteConsoleW(out, text.utf16(), static_cast<DWORD>(text.size()), &written, nullptr);
        };
        print(prompt);
        // Without ENABLE_PROCESSED_INPUT Ctrl-C is a key: it must not leave the console mute.
        SetConsoleMode(in, ENABLE_LINE_INPUT | shown);
        std::array<wchar_t, kLongest> typed{};
        DWORD length = 0;
        while (WaitForSingleObject(in, kPollMs) == WAIT_TIMEOUT && !cancel.isCancelled()) {
        }
        const BOOL done = !cancel.isCancelled() && ReadConsoleW(in, typed.data(), kLongest, &length, nullptr);
        SetConsoleMode(in, before);
        if (shown == 0)
            print(QStringLiteral("\r\n"));
        QString text = QString::fromWCharArray(typed.data(), static_cast<qsizetype>(length));
        const bool interrupted = text.contains(QChar(3)) || text.contains(QChar(26));
        while (text.endsWith(u'\n') || text.endsWith(u'\r'))
            text.chop(1);
        if (done != 0 && !interrupted)
            answer = text;
    }
    if (in != INVALID_HANDLE_VALUE)
        CloseHandle(in);
    if (out != INVALID_HANDLE_VALUE)
        CloseHandle(out);
    return answer;
}

} // namespace

std::optional<QString> askSecret(const QString &prompt)
{
    return ask(prompt, 0);
}

std::optional<QString> askLine(const QString &prompt)
{
    return ask(prompt, ENABLE_ECHO_INPUT);
}

std::optional<QString> askMeanwhile(const QString &prompt, bool isSecret, const base::CancelToken &cancel)
{
    return ask(prompt, isSecret ? 0 : ENABLE_ECHO_INPUT, cancel);
}

} // namespace weightyard::cli

#endif // _WIN32
