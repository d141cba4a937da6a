#include "git/ref_advertisement.h"

#include "base/error_code.h"

#include <algorithm>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kIdLength = 40;
constexpr qsizetype kSha256Length = 64;
// What a user waits for, and what is kept of it.
constexpr qint64 kMostBytes = 256 * 1024 * 1024;
constexpr qsizetype kMostRefs = 100'000;

bool isId(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

base::Failure notAList(const base::Cause &why = base::ErrorCode::RefsMalformed)
{
    return base::fail(base::ErrorKind::Protocol, why);
}

void takeCapabilities(Advertisement &list, QByteArrayView text)
{
    const QByteArrayList words = text.toByteArray().split(' ');
    for (const QByteArray &word : words) {
        if (word.startsWith("symref=HEAD:"))
            list.headTarget = word.mid(qsizetype(qstrlen("symref=HEAD:")));
        else if (!word.isEmpty())
            list.capabilities.append(word);
    }
}

base::Result<void> takeRef(Advertisement &list, AdvertisedRef &previous, QByteArrayView line,
                           const RefFilter &filter)
{
    if (line.size() < kIdLength + 2 || line[kIdLength] != ' ' || !isId(line.first(kIdLength)))
        return notAList();
    const QByteArrayView id = line.first(kIdLength);
    const QByteArrayView name = line.sliced(kIdLength + 1);
    if (name == "capabilities^{}")
        return {};
    list.empty = false;
    if (name == "HEAD") {
        list.head = id.toByteArray();
        return {};
    }
    const bool peels = !previous.name.isEmpty() && name.endsWith("^{}") && name.chopped(3) == previous.name;
    if (!peels)
        previous = {.name = name.toByteArray(), .id = id.toByteArray()};
    const bool kept = !list.refs.isEmpty() && list.refs.last().name == previous.name;
    if (!kept && filter(peels ? name.chopped(3) : name, id, list))
        list.refs.append(previous);
    if (peels && !list.refs.isEmpty() && list.refs.last().name == previous.name)
        list.refs.last().peeled = id.toByteArray();
    if (list.refs.size() > kMostRefs)
        return notAList(base::Cause(base::ErrorCode::TooManyRefs, kMostRefs));
    return {};
}

base::Result<void> readServiceLine(PktLineReader &lines)
{
    const base::Result<PktLine> first = lines.next();
    if (!first)
        return base::fail(first.error());
    if (first->payload.startsWith("ERR "))
        return base::fail(serverSaid(QByteArrayView(first->payload).sliced(4)));
    if (first->payload.trimmed() != "# service=git-upload-pack")
        return notAList();
    const base::Result<PktLine> flush = lines.next();
    if (!flush)
        return base::fail(flush.error());
    return flush->kind == PktLine::Kind::Flush ? base::Result<void>() : notAList();
}

} // namespace

const AdvertisedRef *Advertisement::find(QByteArrayView name) const
{
    const auto found =
        std::find_if(refs.begin(), refs.end(), [&](const AdvertisedRef &ref) { return ref.name == name; });
    return found == refs.end() ? nullptr : &*found;
}

base::Result<Advertisement> readAdvertisement(PktLineReader &lines, const RefFilter &filter)
{
    if (const base::Result<void> service = readServiceLine(lines); !service)
        return base::fail(service.error());
    Advertisement list{.empty = true};
    AdvertisedRef previous;
    for (bool first = true;; first = false) {
        const base::Result<PktLine> line = lines.next();
        if (!line)
            return base::fail(line.error());
        if (line->kind == PktLine::Kind::End)
            return base::fail(base::ErrorKind::Network, base::ErrorCode::RefsCut);
        if (line->kind == PktLine::Kind::Flush)
            return list;
        if (lines.bytesRead() > kMostBytes)
            return notAList(base::Cause(base::ErrorCode::RefsTooLong, kMostBytes / (1024 * 1024)));
        QByteArrayView text = line->payload;
        if (text.startsWith("ERR "))
            return base::fail(serverSaid(text.sliced(4)));
        if (text.startsWith("shallow "))
            continue;
        if (text.endsWith('\n'))
            text.chop(1);
        if (const qsizetype nul = text.indexOf('\0'); first && nul >= 0) {
            takeCapabilities(list, text.sliced(nul + 1));
            text = text.first(nul);
        }
        if (list.can("object-format=sha256") || text.indexOf(' ') == kSha256Length)
            return base::fail(base::ErrorKind::Protocol, base::ErrorCode::Sha256Repository);
        if (const base::Result<void> taken = takeRef(list, previous, text, filter); !taken)
            return base::fail(taken.error());
    }
}

} // namespace weightyard::git
