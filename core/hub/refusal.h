// Why the Hub does not give a repository out: gated (no token, terms not accepted, not answered yet, refused, a token that may not read
// such models), private or missing, disabled. Told from status, X-Error-Code and X-Error-Message, and where an answer of git or LFS
// leaves it open by GET <hub>/api/models/<id>/auth-check (huggingface_hub, hf_api.py, auth_check), which reads nothing.
#pragma once

#include "catalog/model_location.h"
#include "net/auth_session.h"

namespace weightyard::hub {

/// What the error's status and words say, with the page where that can be changed; as it was where they say no more. Pure.
base::Error namedRefusal(const base::Error &error, const catalog::ModelLocation &location,
                         bool sentCredential);

/// The Hub has the model and not this revision (X-Error-Code: RevisionNotFound): NoSuchRevision, as git's list of refs has it. Else as
/// it was. Pure.
base::Error namedRevision(const base::Error &error, const QString &revision);

/// The same as namedRefusal(), and where the words leave it open, by asking the Hub with the credential that has worked in this
/// session; nobody is asked for another one. A model elsewhere keeps its error. A Hub that does not offer it, or does not answer,
/// changes nothing. Blocks; worker threads.
base::Error explainedRefusal(const base::Error &error, const catalog::ModelLocation &location,
                             const QUrl &hub, net::AuthSession &session, const base::CancelToken &cancel);

} // namespace weightyard::hub
