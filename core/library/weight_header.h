// Whether a file of weights is as long as its own header says, where nobody knows its hash: for what a program left half-written, or
// what a server sent in its place. Reads the header and no more, a bounded number of bytes; what it cannot judge is not incomplete.
//   .safetensors  8 bytes of length (little endian), JSON with "data_offsets" (huggingface/safetensors, README, "Format")
//   .gguf         ggml-org/ggml, docs/gguf.md
// Blocks on the disk; any thread.
#pragma once

#include <QString>

namespace weightyard::library {

/// The header says more bytes than there are; or there is a web page or the text of an LFS pointer in place of a weight.
bool isIncompleteWeight(const QString &path);

/// A zip archive, as PyTorch's weights are, without its end. Only for a file that is known not to be what it should: other programs may
/// write archives in other ways.
bool isCutArchive(const QString &path);

} // namespace weightyard::library
