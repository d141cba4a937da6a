// How much a word or a message matters: what colour it has, and which of several messages is shown first.
#pragma once

namespace weightyard::ui {

enum class Tone { Plain, Good, Caution, Bad };

} // namespace weightyard::ui
