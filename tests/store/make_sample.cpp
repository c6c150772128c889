// SPDX-License-Identifier: Apache-2.0
// Writes the sample result for the tests that read it from outside: make_sample PATH.
#include <iostream>

#include "tests/store/sample.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: make_sample PATH\n";
        return 2;
    }
    try {
        plancast::Sample sample;
        plancast::write_sample(sample, argv[1], true);
    } catch (const plancast::Failure& failure) {
        std::cerr << sentence(failure.diagnostic(), plancast::Language::en) << "\n";
        return static_cast<int>(failure.code());
    }
    return 0;
}
