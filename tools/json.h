// SPDX-License-Identifier: Apache-2.0
// Writing JSON (RFC 8259).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "plancast/diagnostics.h"

namespace plancast::tools {

/// Writes one value after the other, with commas, line ends and indentation where they belong.
class Json {
public:
    Json& object();  ///< begins an object
    Json& array();   ///< begins an array
    Json& end();     ///< ends what was begun last
    Json& key(std::string_view name);

    Json& text(std::string_view value);
    Json& number(double value);  ///< shortest text that reads back the same; null where not finite
    Json& number(float value);   ///< likewise, among floats
    Json& integer(std::int64_t value);
    Json& integer(std::uint64_t value);
    Json& truth(bool value);
    Json& null();
    Json& both(const LocalText& value);  ///< {"zh": .., "en": ..}

    /// The finished text with a line end. Everything begun must have ended.
    std::string take();

private:
    void before_value();
    Json& raw(std::string_view token);

    std::string out_;
    std::string open_;  ///< the brackets that will end what is open
    bool first_ = true;
    bool after_key_ = false;
};

}  // namespace plancast::tools
