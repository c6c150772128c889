// SPDX-License-Identifier: Apache-2.0
// Makes written blocks durable: a thread of its own syncs them in groups and then records them.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "sim/store/file.h"

namespace plancast::store {

/// A block whose chunks have been written, and their checksums.
struct BlockRecord {
    std::uint64_t block = 0;
    std::uint64_t bytes = 0;
    std::vector<std::uint64_t> checksums;
};

/// A block counts once its checksums stand in the table, and they are written only after its chunks
/// are on the disk. Any thread may call admit() and submit().
class Committer {
public:
    /// `file` must outlive the committer; the table's rows hold `columns` checksums each.
    Committer(const File& file, std::uint64_t table_address, std::uint64_t columns);
    ~Committer() { stop(); }
    Committer(const Committer&) = delete;
    Committer& operator=(const Committer&) = delete;

    /// Waits until `bytes` more may be written without passing the bound on bytes that are not yet
    /// on the disk. Throws what the committer or another writer met.
    void admit(std::uint64_t bytes);
    /// After admit() and the writes.
    void submit(BlockRecord record);
    /// Instead of submit(): the writes failed. Everybody else stops with the same failure.
    void fail(std::exception_ptr failure);
    /// Waits until every submitted block is recorded. Throws as admit() does.
    void drain();

    /// Records what was submitted, and nothing more; a failure now has nobody left to tell.
    void stop();

    std::uint64_t recorded() const;

private:
    void work();
    /// Waits until `ready` or a failure, which is thrown; meanwhile the thread does not gather.
    template <typename Ready>
    void wait(std::unique_lock<std::mutex>& lock, const Ready& ready);
    void record(const std::vector<BlockRecord>& group) const;

    const File& file_;
    const std::uint64_t table_address_, columns_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;  ///< the thread: something to do
    std::condition_variable done_;  ///< the others: a group was recorded, or something failed
    std::vector<BlockRecord> pending_;
    bool busy_ = false;  ///< a group is being recorded
    bool stop_ = false;
    bool broken_ = false;          ///< a sync failed: later ones may succeed without the lost pages
    int waiting_ = 0;              ///< callers that wait for a group to end
    std::uint64_t in_flight_ = 0;  ///< bytes admitted and not yet on the disk
    std::uint64_t recorded_ = 0;
    std::exception_ptr failure_;
    std::thread thread_;  ///< last, as it uses all the others
};

}  // namespace plancast::store
