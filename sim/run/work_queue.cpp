// SPDX-License-Identifier: Apache-2.0
#include "sim/run/work_queue.h"

#include <algorithm>

#include "plancast/result.h"
#include "sim/base/require.h"

namespace plancast {
namespace {

constexpr std::uint64_t kCommitGroups = kCommitRuns / kGroupRuns;

}  // namespace

WorkQueue::WorkQueue(std::uint64_t runs, int block_runs, const StructureDeal& deal, int structures,
                     int threads)
    : runs_(runs),
      block_groups_(static_cast<std::size_t>(block_runs) / kGroupRuns),
      deal_(deal),
      slots_(static_cast<std::size_t>(threads) + 1),
      groups_(static_cast<std::size_t>(structures)),
      structure_(groups_.size()) {}

void WorkQueue::open_next_commit_block() {
    const std::uint64_t n_groups = (runs_ + kGroupRuns - 1) / kGroupRuns;
    const std::uint64_t first = next_commit_ * kCommitGroups;
    for (std::vector<std::uint64_t>& groups : groups_)
        groups.clear();
    for (std::uint64_t group = first; group < std::min(n_groups, first + kCommitGroups); ++group)
        groups_[static_cast<std::size_t>(deal_.structure_of(group))].push_back(group);
    const auto closed =
        std::find_if(slots_.begin(), slots_.end(), [](const Slot& slot) { return !slot.open; });
    PLANCAST_REQUIRE(closed != slots_.end());
    slot_ = static_cast<std::size_t>(closed - slots_.begin());
    closed->open = true;
    closed->blocks_left = 0;
    for (const std::vector<std::uint64_t>& groups : groups_)
        closed->blocks_left +=
            static_cast<int>((groups.size() + block_groups_ - 1) / block_groups_);
    structure_ = 0;
    first_group_ = 0;
    ++next_commit_;
}

bool WorkQueue::next(WorkItem& item, const std::function<void(const WorkItem&)>& open) {
    const std::lock_guard lock(mutex_);
    bool opened = false;
    while (true) {
        while (structure_ < groups_.size() && first_group_ >= groups_[structure_].size()) {
            ++structure_;
            first_group_ = 0;
        }
        if (structure_ < groups_.size()) break;
        if (next_commit_ * kCommitRuns >= runs_) return false;
        open_next_commit_block();
        opened = true;
    }
    const std::vector<std::uint64_t>& groups = groups_[structure_];
    const std::size_t end = std::min(groups.size(), first_group_ + block_groups_);
    item.slot = slot_;
    item.commit_index = next_commit_ - 1;
    item.structure = static_cast<int>(structure_);
    item.groups.assign(groups.begin() + static_cast<std::ptrdiff_t>(first_group_),
                       groups.begin() + static_cast<std::ptrdiff_t>(end));
    first_group_ = end;
    if (opened) open(item);
    return true;
}

bool WorkQueue::finish(const WorkItem& item) {
    const std::lock_guard lock(mutex_);
    return --slots_[item.slot].blocks_left == 0;
}

void WorkQueue::release(const WorkItem& item) {
    const std::lock_guard lock(mutex_);
    slots_[item.slot].open = false;
}

void WorkQueue::stop() {
    const std::lock_guard lock(mutex_);
    runs_ = 0;
    structure_ = groups_.size();
}

}  // namespace plancast
