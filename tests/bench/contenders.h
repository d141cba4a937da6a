// The programs that are measured, each as a function from a site and an empty folder to a Sample: our own terminal program and
// what people use now. A contender brings the named model (all of its objects) into the folder.
#pragma once

#include "bench_site.h"

namespace weightyard::bench {

/// Where the programs are.
struct Programs {
    QString weightyard; ///< weightyard-cli
};

struct Contender {
    QString name;
    std::function<Sample(BenchSite &, const QString &folder)> run;
};

/// `weightyard-cli get` of all models of the site. `extra`: further options.
Contender weightyardGet(const Programs &programs, const QStringList &extra = {});
/// The same after a kill -9 when that part of the payload was on disk; only the second run is timed.
Contender weightyardResume(const Programs &programs, double part);
/// Not the run's time but that from the last byte that the server sent to the last object verified, to 20 ms.
Contender weightyardTail(const Programs &programs);
/// `weightyard-cli verify` of what `get` brought; only the verifying is timed.
Contender weightyardVerify(const Programs &programs);
/// `git clone --depth 1` with git-lfs.
Contender gitLfs();
/// `curl -o`, one process, the objects one after the other, nothing hashed.
Contender curl();
/// `curl -o /dev/null`: receiving alone.
Contender curlToNowhere();
/// `aria2c -x8 -s8` for each object in turn, nothing hashed.
Contender aria2();
/// `openssl dgst -sha256`, one process a file, as many at a time as there are cores.
/// `cold`: the files come from the disk, as they do for a program that is started again later.
Contender opensslHash(bool cold = false);
/// `dd` of the same bytes, with fdatasync in the end.
Contender writeWithSync();

} // namespace weightyard::bench
