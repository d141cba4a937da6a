#include "git/smart_subtransport.h"

#include "base/error_code.h"

#include <array>
#include <cstring>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What libgit2 reads and writes in one round: the list of refs, or one POST with its answer.
struct RoundStream : git_smart_subtransport_stream {
    FetchContext *context = nullptr;
    bool isRequest = false;
    QByteArray request = {};
    std::unique_ptr<net::HttpStream> answer = {};
    std::unique_ptr<PktLineReader> lines = {};
    QByteArray pending = {}; ///< for libgit2
    qsizetype taken = 0;
};

struct Subtransport : git_smart_subtransport {
    FetchContext *context = nullptr;
};

int keep(FetchContext *context, const base::Error &error)
{
    if (!context->error)
        context->error = error;
    git_error_set_str(GIT_ERROR_NET, "stopped");
    return GIT_EUSER;
}

/// The list as a server would send it. What libgit2 need not know (symref, agent, thin packs, other refs) is left out.
QByteArray shownList(const Advertisement &offer)
{
    static const QByteArrayList kUseful{"multi_ack"_ba,     "multi_ack_detailed"_ba, "side-band"_ba,
                                        "side-band-64k"_ba, "ofs-delta"_ba,          "shallow"_ba};
    QByteArrayList capabilities;
    for (const QByteArray &capability : offer.capabilities) {
        if (kUseful.contains(capability))
            capabilities.append(capability);
    }
    QByteArray list = pktLine("# service=git-upload-pack\n") + "0000";
    bool first = true;
    for (const AdvertisedRef &ref : offer.refs) {
        const QByteArray tail = first ? '\0' + capabilities.join(' ') : QByteArray();
        list += pktLine(ref.id + ' ' + ref.name + tail + '\n');
        first = false;
    }
    return list + "0000";
}

/// The next line of the answer, framed again for libgit2; empty at the end. libgit2 1.9 refuses the line end that JGit puts
/// behind "shallow", and drops what a server says in "ERR" and on the error band.
base::Result<QByteArray> nextPart(RoundStream &stream)
{
    const base::Result<PktLine> line = stream.lines->next();
    if (!line)
        return base::fail(line.error());
    switch (line->kind) {
    case PktLine::Kind::End:
        return QByteArray();
    case PktLine::Kind::Flush:
        return "0000"_ba;
    case PktLine::Kind::Data:
        break;
    }
    QByteArrayView payload = line->payload;
    if (payload.startsWith("ERR "))
        return base::fail(serverSaid(payload.sliced(4)));
    if (payload.startsWith('\3'))
        return base::fail(serverSaid(payload.sliced(1)));
    if ((payload.startsWith("shallow ") || payload.startsWith("unshallow ")) && payload.endsWith('\n'))
        payload.chop(1);
    return pktLine(payload);
}

int readStream(git_smart_subtransport_stream *raw, char *buffer, size_t size, size_t *count)
{
    auto *stream = static_cast<RoundStream *>(raw);
    *count = 0;
    if (stream->context->cancelled())
        return keep(stream->context, base::cancelledError());
    if (stream->isRequest && !stream->answer) {
        auto answer = stream->context->client.post(stream->request);
        if (!answer)
            return keep(stream->context, answer.error());
        stream->answer = *std::move(answer);
        stream->lines = std::make_unique<PktLineReader>(
            [stream](char *into, qint64 most) { return stream->answer->read(into, most); });
    }
    if (stream->taken == stream->pending.size() && stream->lines) {
        base::Result<QByteArray> part = nextPart(*stream);
        if (!part)
            return keep(stream->context, part.error());
        stream->pending = *std::move(part);
        stream->taken = 0;
    }
    const auto length = std::min(static_cast<qsizetype>(size), stream->pending.size() - stream->taken);
    std::memcpy(buffer, stream->pending.constData() + stream->taken, static_cast<size_t>(length));
    stream->taken += length;
    *count = static_cast<size_t>(length);
    return 0;
}

int writeStream(git_smart_subtransport_stream *raw, const char *buffer, size_t size)
{
    static_cast<RoundStream *>(raw)->request.append(buffer, static_cast<qsizetype>(size));
    return 0;
}

void freeStream(git_smart_subtransport_stream *raw)
{
    const std::unique_ptr<RoundStream> stream(static_cast<RoundStream *>(raw));
    if (stream->answer && !stream->context->error && !stream->context->cancelled())
        readToEnd(*stream->answer);
}

int beginRound(git_smart_subtransport_stream **out, git_smart_subtransport *transport, const char *,
               git_smart_service_t service)
{
    auto *subtransport = static_cast<Subtransport *>(transport);
    auto stream = std::make_unique<RoundStream>();
    stream->subtransport = transport;
    stream->read = readStream;
    stream->write = writeStream;
    stream->free = freeStream;
    stream->context = subtransport->context;
    switch (service) {
    case GIT_SERVICE_UPLOADPACK_LS:
        stream->pending = shownList(subtransport->context->offer);
        break;
    case GIT_SERVICE_UPLOADPACK:
        stream->isRequest = true;
        break;
    case GIT_SERVICE_RECEIVEPACK_LS:
    case GIT_SERVICE_RECEIVEPACK:
        return keep(subtransport->context,
                    {.kind = base::ErrorKind::Internal, .cause = base::ErrorCode::NeverPushed});
    }
    *out = stream.release();
    return 0;
}

int closeSubtransport(git_smart_subtransport *)
{
    return 0;
}

void freeSubtransport(git_smart_subtransport *transport)
{
    delete static_cast<Subtransport *>(transport);
}

int makeSubtransport(git_smart_subtransport **out, git_transport *, void *param)
{
    auto subtransport = std::make_unique<Subtransport>();
    subtransport->action = beginRound;
    subtransport->close = closeSubtransport;
    subtransport->free = freeSubtransport;
    subtransport->context = static_cast<FetchContext *>(param);
    *out = subtransport.release();
    return 0;
}

int reportProgress(const git_indexer_progress *stats, void *payload)
{
    auto *context = static_cast<FetchContext *>(payload);
    if (context->cancelled())
        return keep(context, base::cancelledError());
    const auto received = static_cast<qint64>(stats->received_bytes);
    if (context->room && received >= context->roomUpTo) {
        if (const base::Result<void> room = context->room(kRoomStep); !room)
            return keep(context, room.error());
        context->roomUpTo = received + kRoomStep;
    }
    if (context->progress) {
        context->progress({.receivedObjects = stats->received_objects,
                           .totalObjects = stats->total_objects,
                           .receivedBytes = received});
    }
    return 0;
}

} // namespace

FetchContext::FetchContext(UploadPackClient &uploadPack, Advertisement shown,
                           const Repository::ProgressFunction &progressFunction,
                           const Repository::RoomFunction &roomFunction)
    : client(uploadPack),
      offer(std::move(shown)),
      progress(progressFunction),
      room(roomFunction),
      m_definition{makeSubtransport, 1, this}
{}

git_fetch_options FetchContext::options(int depth)
{
    git_fetch_options options{};
    git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
    options.depth = depth;
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
    options.update_fetchhead = 0;
    options.callbacks.payload = this;
    options.callbacks.transfer_progress = reportProgress;
    options.callbacks.transport = [](git_transport **out, git_remote *owner, void *payload) {
        return git_transport_smart(out, owner, &static_cast<FetchContext *>(payload)->m_definition);
    };
    return options;
}

} // namespace weightyard::git
