// The README of a model, as text that is safe to show: Markdown without HTML, without pictures (their words stay, as links), without
// what steers a terminal or turns the direction of a line, and of a bounded size. GET <hub>/<id>/resolve/<commit>/README.md. Blocks: worker
// threads only.
#pragma once

#include "hub/model_facts.h"

namespace weightyard::hub {

constexpr qint64 kReadmeCap = 1024 * 1024;  ///< bytes that are received
constexpr qsizetype kReadmeShown = 100'000; ///< characters that are kept

struct Readme {
    QString text;       ///< Markdown
    bool isCut = false; ///< the rest is on its page
};

/// `path` as the list of files has it. AnswerTooLong beyond kReadmeCap; else as ApiSession::get().
base::Result<Readme> readme(const catalog::ModelLocation &location, const QString &commit,
                            const QString &path, const FactServices &services,
                            const base::CancelToken &cancel);

/// The licence that the YAML block of its beginning names: the Hub's identifier, or the licence's own name where that is "other". Of a
/// stranger's text: one short line without controls; empty: none. Pure.
QString statedLicence(const QByteArray &readme);

/// Without the YAML block of its beginning. Pure.
Readme readableReadme(const QByteArray &bytes);

} // namespace weightyard::hub
