// SPDX-License-Identifier: Apache-2.0
// Which runs a thread works on next: engine blocks in the order of commit blocks.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "sim/sample/deal.h"

namespace plancast {

/// One engine block, and the place of its commit block's buffers.
struct WorkItem {
    std::size_t slot = 0;
    std::uint64_t commit_index = 0;
    int structure = 0;
    std::vector<std::uint64_t> groups;  ///< ascending; room is kept between items
};

/// Hands out engine blocks to threads. A commit block's buffers stay its own from its first engine
/// block until release(); as blocks are handed out in order, one slot more than threads is always
/// enough.
class WorkQueue {
public:
    /// `structures` is the number of structures the deal knows.
    WorkQueue(std::uint64_t runs, int block_runs, const StructureDeal& deal, int structures,
              int threads);

    /// False where nothing is left. `open` readies the buffers of a commit block; it is called with
    /// its first item, before any of its items is handed out.
    bool next(WorkItem& item, const std::function<void(const WorkItem&)>& open);
    /// True where this was the last engine block of its commit block, which may then be committed.
    bool finish(const WorkItem& item);
    void release(const WorkItem& item);
    /// Hands out nothing more.
    void stop();

    std::size_t slots() const { return slots_.size(); }

private:
    struct Slot {
        bool open = false;
        int blocks_left = 0;
    };
    void open_next_commit_block();

    std::mutex mutex_;
    std::uint64_t runs_;
    std::size_t block_groups_;
    const StructureDeal& deal_;
    std::uint64_t next_commit_ = 0;
    std::vector<Slot> slots_;
    // The commit block being handed out: its groups by structure, and how far they are handed out.
    std::size_t slot_ = 0;
    std::vector<std::vector<std::uint64_t>> groups_;
    std::size_t structure_ = 0;
    std::size_t first_group_ = 0;
};

}  // namespace plancast
