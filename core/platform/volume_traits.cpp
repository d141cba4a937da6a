#include "platform/volume_traits.h"

#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/volume.h"

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

// Whether a file made under one name is found under another; it is removed again.
Result<bool> isSameName(const QString &folder, const QString &made, const QString &soughtName)
{
    {
        const Result<File> file = File::open(folder + u'/' + made, File::Access::CreateNew);
        if (!file)
            return fail(file.error());
    }
    const bool found = stateOf(folder + u'/' + soughtName).has_value();
    if (const Result<void> removed = removeFile(folder + u'/' + made); !removed)
        return fail(removed.error());
    return found;
}

bool canLink(const QString &folder)
{
    const QString path = folder + u"/link"_s;
    const bool made = makeLink(path, "nowhere").has_value();
    const std::optional<FileState> state = stateOf(path);
    static_cast<void>(removeFile(path));
    return made && state && state->kind == FileState::Kind::Link;
}

bool canHoldName(const QString &folder, const QString &name)
{
    const QString path = folder + u'/' + name;
    const bool made = File::open(path, File::Access::CreateNew).has_value();
    static_cast<void>(removeFile(path));
    return made;
}

Result<void> probeFile(const QString &folder, VolumeTraits &traits)
{
    const QString path = folder + u"/file"_s;
    const Result<File> file = File::open(path, File::Access::CreateNew);
    if (!file)
        return fail(file.error());
    if (traits.maxFileBytes < 0)
        traits.maxFileBytes = largestFile(*file);
    const auto executableAfter = [&](quint32 mode) {
        static_cast<void>(setPermissions(path, mode));
        const std::optional<FileState> state = stateOf(path);
        return state && state->executable;
    };
    traits.executableBit = executableAfter(0700) && !executableAfter(0600);
    return removeFile(path);
}

Result<VolumeTraits> probeIn(const QString &folder)
{
    const Result<VolumeFacts> facts = volumeFacts(folder);
    if (!facts)
        return fail(facts.error());
    VolumeTraits traits{.maxFileBytes = facts->maxFileBytes, .maxNameBytes = facts->maxNameBytes};
    const Result<bool> caseless = isSameName(folder, u"probe-a"_s, u"PROBE-A"_s);
    if (!caseless)
        return fail(caseless.error());
    // e with acute: one code point, and e with a combining accent.
    const Result<bool> normalizing = isSameName(folder, u"probe-\u00e9"_s, u"probe-e\u0301"_s);
    traits.caseSensitive = !*caseless;
    traits.normalizesUnicode = normalizing && *normalizing;
    traits.symlinks = canLink(folder);
    traits.reservedNames = !canHoldName(folder, u"probe:?"_s);
    if (const Result<void> probed = probeFile(folder, traits); !probed)
        return fail(probed.error());
    return traits;
}

} // namespace

Result<VolumeTraits> probeVolume(const QString &folder)
{
    const QString probes = folder + u"/.probe"_s;
    Result<void> done = removeTree(probes); // what a killed run left
    if (done)
        done = makeFolder(probes, true);
    if (!done)
        return fail(done.error());
    Result<VolumeTraits> traits = probeIn(probes);
    static_cast<void>(removeTree(probes));
    return traits;
}

} // namespace weightyard::platform
