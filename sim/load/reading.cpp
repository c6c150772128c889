// SPDX-License-Identifier: Apache-2.0
#include "sim/load/reading.h"

#include "sim/base/text.h"

namespace plancast::loader {
namespace {

// Every list of known words is shorter.
constexpr std::size_t kMostBytes = 400;

}  // namespace

std::vector<std::string> shortened(std::vector<std::string> words) {
    for (std::string& word : words) {
        if (word.size() <= kMostBytes) continue;
        std::size_t end = 0, length = 1;
        for (; end < kMostBytes; end += length)
            decode_utf8(word, end, length);
        word = word.substr(0, end) + "...";
    }
    return words;
}

}  // namespace plancast::loader
