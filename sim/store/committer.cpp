// SPDX-License-Identifier: Apache-2.0
#include "sim/store/committer.h"

#include <chrono>

namespace plancast::store {
namespace {

// Two syncs cost the same for one block as for many, so blocks are gathered for a while; what a
// killed process can lose is what was written since.
constexpr std::chrono::milliseconds kGather{500};
// More would let the operating system's cache grow until it stops everybody at once.
constexpr std::uint64_t kMostInFlight = std::uint64_t{256} << 20;

}  // namespace

Committer::Committer(const File& file, std::uint64_t table_address, std::uint64_t columns)
    : file_(file), table_address_(table_address), columns_(columns), thread_([this] { work(); }) {}

void Committer::stop() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

template <typename Ready>
void Committer::wait(std::unique_lock<std::mutex>& lock, const Ready& ready) {
    const auto over = [&] { return failure_ != nullptr || ready(); };
    if (!over()) {
        ++waiting_;
        wake_.notify_one();
        done_.wait(lock, over);
        --waiting_;
    }
    if (failure_) std::rethrow_exception(failure_);
}

void Committer::admit(std::uint64_t bytes) {
    std::unique_lock lock(mutex_);
    wait(lock, [&] { return in_flight_ == 0 || in_flight_ + bytes <= kMostInFlight; });
    in_flight_ += bytes;
}

void Committer::submit(BlockRecord record) {
    {
        const std::lock_guard lock(mutex_);
        pending_.push_back(std::move(record));
    }
    wake_.notify_one();
}

void Committer::fail(std::exception_ptr failure) {
    {
        const std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::move(failure);
    }
    done_.notify_all();
}

void Committer::drain() {
    std::unique_lock lock(mutex_);
    wait(lock, [&] { return pending_.empty() && !busy_; });
}

std::uint64_t Committer::recorded() const {
    const std::lock_guard lock(mutex_);
    return recorded_;
}

void Committer::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return stop_ || !pending_.empty(); });
        if (pending_.empty()) return;
        wake_.wait_for(lock, kGather, [&] { return stop_ || waiting_ > 0; });
        std::vector<BlockRecord> group;
        group.swap(pending_);
        if (broken_) continue;
        busy_ = true;
        lock.unlock();
        std::exception_ptr failure;
        try {
            record(group);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        busy_ = false;
        broken_ = failure != nullptr;
        if (broken_ && !failure_) failure_ = failure;
        if (!broken_) recorded_ += group.size();
        for (const BlockRecord& block : group)
            in_flight_ -= block.bytes;
        done_.notify_all();
    }
}

void Committer::record(const std::vector<BlockRecord>& group) const {
    file_.sync_data();
    for (const BlockRecord& block : group)
        file_.write(block.checksums.data(), columns_ * sizeof(std::uint64_t),
                    table_address_ + block.block * columns_ * sizeof(std::uint64_t));
    file_.sync_data();
}

}  // namespace plancast::store
