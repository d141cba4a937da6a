// ModelLocation: what a user typed or pasted (URL, Hub page as copied from a browser, OWNER/NAME), understood. Pure,
// any thread. Hub forms: huggingface.co, hf.co and the host of HF_ENDPOINT; /tree/REV, /blob/REV/FILE, /resolve/REV/FILE,
// datasets/, OWNER/NAME:TAG as Ollama and llama.cpp choose a variant; weightyard://hub/ before any of these paths;
// git@ and ssh:// forms become https for the Hub and are refused elsewhere (there is no ssh transport here).
// Pages of other hosts are known by their path (catalog/page_address.h).
// Errors: Usage (not understood, with a word on what was meant where that is known), Unsafe (a path part such as ".." or ".git")
#pragma once

#include "base/credentials.h"
#include "base/pick_wish.h"
#include "base/result.h"

#include <QUrl>

namespace weightyard::catalog {

struct ModelLocation {
    QUrl url; ///< to clone from: http or https, without user info, query and fragment
    /// Below a library: Hub "owner/name", "datasets/owner/name"; others "host[_port]/path" without ".git", with '_' for
    /// what some disks cannot hold.
    QString modelPath;
    QString revision; ///< from the page's address; empty = default branch
    bool onHub = false;
    base::PickWish pick = {}; ///< of "owner/name:TAG", of the address of one file
    /// User info of the URL: used for its origin, never stored, logged or shown.
    std::optional<base::Credential> credential = {};
    /// "feature/x/sub" of a page's address: how much of it is the branch, only the repository knows. `revision` and `pick` take the
    /// first part for it; job::onItsBranch(). Empty: it is sure.
    QString openPage = {};
    friend bool operator==(const ModelLocation &, const ModelLocation &) = default;
};

/// `hub` is https://huggingface.co or what HF_ENDPOINT says.
base::Result<ModelLocation> parseModelLocation(const QString &text, const QUrl &hub);

/// What follows weightyard://hub/ (in any case), as typed; nothing: it is no such link. It need not name a model.
std::optional<QString> behindHubLink(const QString &text);

/// Where a model of the Hub is cloned from; `modelPath` as in ModelLocation.
QUrl hubUrl(const QUrl &hub, const QString &modelPath);

/// A usable http(s) URL.
bool isHubEndpoint(const QString &hfEndpoint);
/// HF_ENDPOINT when it is a usable http(s) URL, else https://huggingface.co.
QUrl hubEndpoint(const QString &hfEndpoint);

} // namespace weightyard::catalog
