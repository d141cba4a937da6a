// What a file of a repository is for, by its path. Pure, any thread.
#pragma once

#include "hub/model_files.h"

#include <QStringList>

namespace weightyard::hub {

QString folderOf(const QString &path); ///< "" for a file at the top

/// Of a folder with config.json: safetensors, npz, and what transformers reads of PyTorch, TensorFlow and Flax. Not GGUF: that is a model
/// by itself.
bool isFolderWeight(const QString &path);
bool isNotice(const QString &path);    ///< README, licence and the like
bool isCompanion(const QString &path); ///< of a GGUF file: configuration, tokenizer, chat template, notices

/// No "...-00002-of-00003..." of these is missing.
bool hasAllShards(const QStringList &paths);

/// Only these are doubles, and only beside a complete set of model*.safetensors: pytorch_model*.bin, consolidated*.pth, original/,
/// onnx/, tf_model.h5, flax_model*.msgpack. Sorted.
QStringList doublesIn(const QList<HubFile> &files);

/// Formats whose loading runs code that is in the file (hub-docs, security-pickle.md; PyPI advisories on Keras): "pickle", "keras",
/// "savedmodel", "numpy"; empty: none known. GGUF, safetensors and ONNX are data.
QString unsafeFormat(const QString &path);

/// What a safe choice leaves out. NumPy's files stay: they hold pickled objects only where a program asks for that (numpy.load,
/// allow_pickle, off since NumPy 1.16.3), and MLX loads its weights.npz without.
bool runsOnLoad(const QString &path);

} // namespace weightyard::hub
