// Owners for libgit2's handles, and its error text as an Error. For this folder only: no git_* type leaves it.
// A handle belongs to one thread; libgit2's last error is thread-local, so it is read where the call failed.
#pragma once

#include "base/result.h"

#include <git2.h>
#include <memory>

namespace weightyard::git {

template<auto Free>
struct HandleDeleter {
    template<typename T>
    void operator()(T *handle) const
    {
        Free(handle);
    }
};

template<typename T, auto Free>
using Handle = std::unique_ptr<T, HandleDeleter<Free>>;

using RepositoryHandle = Handle<git_repository, git_repository_free>;
using OdbHandle = Handle<git_odb, git_odb_free>;
using OdbObjectHandle = Handle<git_odb_object, git_odb_object_free>;
using ObjectHandle = Handle<git_object, git_object_free>;
using CommitHandle = Handle<git_commit, git_commit_free>;
using TreeHandle = Handle<git_tree, git_tree_free>;
using RemoteHandle = Handle<git_remote, git_remote_free>;
using ReferenceHandle = Handle<git_reference, git_reference_free>;
using IndexHandle = Handle<git_index, git_index_free>;

/// The error that this thread's last libgit2 call left. A full disk and refused access are told apart by the text of the
/// system's error, which libgit2 appends; everything else is `kind`.
base::Error libgit2Error(base::ErrorKind kind, const base::Cause &what, const QString &path = {});

/// 40 hex digits.
QByteArray hexOf(const git_oid &id);
/// Internal when it is not 40 hex digits.
base::Result<git_oid> idFromHex(const QByteArray &hex);

} // namespace weightyard::git
