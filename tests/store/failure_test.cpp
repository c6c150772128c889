// SPDX-License-Identifier: Apache-2.0
// What the operating system refuses ends in a failure that says what is safe, and earlier results
// stay as they are.
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "sim/base/messages.h"
#include "sim/base/require.h"
#include "sim/store/create.h"
#include "sim/store/layout.h"
#include "tests/store/files.h"
#include "tests/store/sample.h"

namespace plancast {
namespace {

namespace fs = std::filesystem;

/// Runs `work` in a process of its own, as limits hold for a whole process; returns the exit code
/// of the failure it ended with, 0 without one, and minus the signal that killed it. Leaving main()
/// runs whatever a library wants to do at the exit.
template <typename Work>
int in_child(const Work& work) {
    std::fflush(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const auto failure = failure_of(work);
        std::exit(failure ? static_cast<int>(failure->code()) : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void limit_file_size(std::uint64_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit limit { bytes, bytes };
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
}

class Failing : public TempFolder {
protected:
    void SetUp() override {
        TempFolder::SetUp();
        write_sample(sample_, path("old.h5"));
        old_ = read_file(path("old.h5"));
    }
    ResultWriter writer(const std::string& name, bool force = false) {
        return {path(name), sample_.catalog, sample_.info, sample_.inputs, force};
    }
    Message refusal(const std::string& name, bool force = false) {
        const auto failure = failure_of([&] { writer(name, force); });
        return failure ? failure->diagnostic().message : Message::count_;
    }
    void expect_old_result_intact() { EXPECT_EQ(read_file(path("old.h5")), old_); }

    Sample sample_;
    std::string old_;
};

TEST_F(Failing, ExistingResultsAreKept) {
    EXPECT_EQ(refusal("old.h5"), Message::store_exists);
    EXPECT_EQ(listing(), std::vector<std::string>{"old.h5"});
    {
        ResultWriter replacing = writer("old.h5", true);
        replacing.commit(sample_.block(0));
        expect_old_result_intact();
    }
    expect_old_result_intact();
    EXPECT_EQ(listing(), (std::vector<std::string>{"old.h5", "old.h5.partial"}));
    EXPECT_EQ(refusal("old.h5"), Message::store_exists);
    write_sample(sample_, path("old.h5"), true, "2030-01-01T00:00:00Z");
    EXPECT_NE(read_file(path("old.h5")), old_);
    EXPECT_EQ(listing(), std::vector<std::string>{"old.h5"});
}

TEST_F(Failing, PartialFilesOfOtherRunsAreKept) {
    { writer("r.h5").commit(sample_.block(1)); }
    EXPECT_EQ(refusal("r.h5"), Message::store_partial_exists);
    const ResultReader reader(path("r.h5.partial"), true);
    EXPECT_FALSE(reader.complete());
    EXPECT_EQ(reader.recorded_blocks(), 1u);
    EXPECT_EQ(reader.blocks(), 2u);
    EXPECT_EQ(reader.catalog().targets.size(), 2u);
    const auto failure = failure_of([&] { ResultReader refused(path("r.h5.partial")); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->diagnostic().message, Message::store_incomplete);
    const VerifyReport report = verify_result(path("r.h5.partial"));
    ASSERT_EQ(report.damage.size(), 1u);
    EXPECT_EQ(report.damage[0].message, Message::store_incomplete);
    EXPECT_EQ(report.blocks_checked, 1u);
    write_sample(sample_, path("r.h5"), true);
    EXPECT_EQ(listing(), (std::vector<std::string>{"old.h5", "r.h5"}));
}

TEST_F(Failing, RunsWithoutABlockLeaveNothing) {
    { writer("r.h5"); }
    EXPECT_EQ(listing(), std::vector<std::string>{"old.h5"});
}

TEST_F(Failing, BlocksAreRecordedWhileTheRunGoesOn) {
    ResultWriter running = writer("r.h5");
    running.commit(sample_.block(0));
    while (ResultReader(path("r.h5.partial"), true).recorded_blocks() == 0)
        std::this_thread::yield();  // the test's own time limit is the bound
    running.commit(sample_.block(1));
    running.finish(sample_.summary);
    EXPECT_TRUE(verify_result(path("r.h5")).damage.empty());
}

TEST_F(Failing, ABlockThatFailsDoesNotTakeOthersAlong) {
    {
        ResultWriter failing = writer("r.h5");
        failing.commit(sample_.block(0));
        CommitBlock wrong = sample_.block(1);
        wrong.hits = {};
        EXPECT_THROW(failing.commit(wrong), Bug);
    }
    EXPECT_EQ(ResultReader(path("r.h5.partial"), true).recorded_blocks(), 1u);
}

TEST_F(Failing, TwoWritersOfOneResult) {
    ResultWriter first = writer("r.h5");
    EXPECT_EQ(refusal("r.h5"), Message::store_busy);
    EXPECT_EQ(refusal("r.h5", true), Message::store_busy);
    for (std::uint64_t block = 0; block < 2; ++block)
        first.commit(sample_.block(block));
    first.finish(sample_.summary);
    EXPECT_TRUE(verify_result(path("r.h5")).damage.empty());
}

TEST_F(Failing, ALockLeftBehindByADeadProcessDoesNoHarm) {
    write_file(path("r.h5.lock"), "");
    write_sample(sample_, path("r.h5"));
    EXPECT_EQ(listing(), (std::vector<std::string>{"old.h5", "r.h5"}));
}

TEST_F(Failing, TheNameIsTakenMeanwhile) {
    ResultWriter late = writer("r.h5");
    for (std::uint64_t block = 0; block < 2; ++block)
        late.commit(sample_.block(block));
    write_file(path("r.h5"), "somebody else's");
    const auto failure = failure_of([&] { late.finish(sample_.summary); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code(), ExitCode::input_output);
    EXPECT_EQ(failure->diagnostic().message, Message::store_cannot_rename);
    EXPECT_EQ(read_file(path("r.h5")), "somebody else's");
    EXPECT_TRUE(verify_result(path("r.h5.partial")).damage.empty())
        << "complete under its old name";
}

TEST_F(Failing, WhatIsNoOrdinaryFileIsNotReplaced) {
    fs::create_directory(path("folder"));
    ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
    fs::create_symlink(path("old.h5"), path("link"));
    for (const char* name : {"folder", "fifo", "link"})
        EXPECT_EQ(refusal(name, true), Message::store_not_replaced) << name;
    EXPECT_EQ(refusal("missing/r.h5"), Message::store_cannot_create);
    EXPECT_EQ(refusal("old.h5/r.h5"), Message::store_cannot_create);
    expect_old_result_intact();
}

TEST_F(Failing, NamesThatCoordinatesHave) {
    sample_.catalog.series[0].id = "year";
    EXPECT_EQ(refusal("r.h5"), Message::store_reserved_name);
    sample_.catalog.series[0].id = "valid";
    EXPECT_EQ(refusal("r.h5"), Message::store_reserved_name);
    sample_.catalog.series[0].id = "lab";
    sample_.catalog.parameters[0].id = "run";
    EXPECT_EQ(refusal("r.h5"), Message::store_reserved_name);
    EXPECT_EQ(listing(), std::vector<std::string>{"old.h5"});
}

TEST_F(Failing, SizesThatNoFileHas) {
    // Per block: 6 series rows of 2 years, 4 parameter rows, 1 of structure, 3 of valid, 6 of hits;
    // 14 checksums.
    constexpr std::uint64_t kBlock = 4096 * (6 * 2 * 4 + 4 * 4 + 1 + 3 + 6) + 14 * 8;
    const auto planned = [&](std::uint64_t runs) {
        return ResultWriter::planned_bytes(sample_.catalog, runs);
    };
    const std::uint64_t statistics = planned(1) - kBlock;
    for (const int power : {31, 32, 40}) {
        const std::uint64_t runs = std::uint64_t{1} << power;
        EXPECT_EQ(planned(runs), runs / 4096 * kBlock + statistics);
        EXPECT_EQ(planned(runs - 1), planned(runs));
        EXPECT_EQ(planned(runs + 1), planned(runs) + kBlock);
    }
    for (const std::uint64_t runs :
         {std::uint64_t{1} << 57, std::uint64_t{INT64_MAX}, std::uint64_t{1} << 63, UINT64_MAX}) {
        const auto failure = failure_of([&] { planned(runs); });
        ASSERT_TRUE(failure) << runs;
        EXPECT_EQ(failure->code(), ExitCode::bad_input);
        sample_.info.runs = runs;
        EXPECT_EQ(refusal("r.h5"), Message::store_too_large);
    }
    // 2^57 runs: 2^45 blocks, and the statistics.
    const auto failure = failure_of([&] { planned(std::uint64_t{1} << 57); });
    EXPECT_EQ(failure->diagnostic().args[3], "303216");
    EXPECT_EQ(failure->diagnostic().args[4].substr(0, 8), "10668464");
    sample_.info.runs = std::uint64_t{1} << 40;
    EXPECT_EQ(refusal("r.h5"), Message::store_no_space);
    EXPECT_EQ(listing(), std::vector<std::string>{"old.h5"});
}

TEST_F(Failing, AFileSizeLimitIsFoundAtTheStart) {
    const int code = in_child([&] {
        limit_file_size(1 << 20);
        write_sample(sample_, path("r.h5"));
    });
    EXPECT_EQ(code, 5);
    EXPECT_EQ(listing(), std::vector<std::string>{"old.h5"});
    expect_old_result_intact();
}

TEST_F(Failing, WritesThatFailInTheFirstBlock) {
    const int code = in_child([&] {
        ResultWriter failing = writer("r.h5");
        limit_file_size(8192);
        failing.commit(sample_.block(0));
    });
    EXPECT_EQ(code, 5);
    EXPECT_EQ(listing(), std::vector<std::string>{"old.h5"});
    expect_old_result_intact();
}

TEST_F(Failing, WritesThatFailLater) {
    const int code = in_child([&] {
        ResultWriter failing = writer("r.h5");
        failing.commit(sample_.block(0));
        while (ResultReader(path("r.h5.partial"), true).recorded_blocks() == 0)
            std::this_thread::yield();
        limit_file_size(8192);
        const auto first = failure_of([&] { failing.commit(sample_.block(1)); });
        ASSERT_TRUE(first);
        const std::string words = sentence(first->diagnostic(), Language::en);
        EXPECT_NE(words.find("1 of 2 blocks are safe"), std::string::npos) << words;
        throw *first;
    });
    EXPECT_EQ(code, 5);
    EXPECT_EQ(ResultReader(path("r.h5.partial"), true).recorded_blocks(), 1u);
    expect_old_result_intact();
}

TEST_F(Failing, WritesThatFailInTheEnd) {
    const int code = in_child([&] {
        ResultWriter failing = writer("old.h5", true);
        for (std::uint64_t block = 0; block < 2; ++block)
            failing.commit(sample_.block(block));
        while (ResultReader(path("old.h5.partial"), true).recorded_blocks() < 2)
            std::this_thread::yield();
        limit_file_size(8192);
        failing.finish(sample_.summary);
    });
    EXPECT_EQ(code, 5);
    expect_old_result_intact();
}

/// A folder on a file system of `bytes` bytes, where this process may mount one.
class SmallDisk {
public:
    SmallDisk(const std::string& path, std::uint64_t bytes) : path_(path) {
        fs::create_directory(path);
        const std::string options = "size=" + std::to_string(bytes);
        mounted_ = ::mount("tmpfs", path.c_str(), "tmpfs", 0, options.c_str()) == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
    }
    bool mounted() const { return mounted_; }

private:
    std::string path_;
    bool mounted_;
};

#define PLANCAST_SMALL_DISK(bytes)             \
    const SmallDisk disk(path("disk"), bytes); \
    if (!disk.mounted()) GTEST_SKIP() << "needs the right to mount a tmpfs (run as root)"

TEST_F(Failing, AFullDiskIsFoundAtTheStart) {
    PLANCAST_SMALL_DISK(1 << 20);
    const auto failure = failure_of([&] { writer("disk/r.h5"); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code(), ExitCode::input_output);
    EXPECT_EQ(failure->diagnostic().message, Message::store_no_space);
    EXPECT_EQ(failure->diagnostic().args[2], "1048576");
    EXPECT_TRUE(fs::is_empty(path("disk")));
}

/// Lays out the sample on the small disk as if there were room, in a process of its own.
int lay_out_on(const std::string& path, const Sample& sample) {
    return in_child([&] {
        const store::Layout layout = store::make_layout(sample.catalog, sample.info.runs);
        store::create_file(path, layout, {sample.catalog, sample.info, sample.inputs, {}}, 0);
    });
}

TEST_F(Failing, ADiskThatFillsUpWhileTheFileIsLaidOut) {
    // Sizes that end the layout somewhere else, in HDF5 or while its space is reserved.
    for (const std::uint64_t pages :
         {1u, 2u, 3u, 5u, 8u, 12u, 16u, 20u, 24u, 28u, 32u, 64u, 128u, 256u}) {
        PLANCAST_SMALL_DISK(pages * 4096);
        EXPECT_EQ(lay_out_on(path("disk/r.h5"), sample_), pages < 256 ? 5 : 0) << pages;
        EXPECT_EQ(fs::is_empty(path("disk")), pages < 256) << pages;
    }
}

}  // namespace
}  // namespace plancast
