// SPDX-License-Identifier: Apache-2.0
// Owning handles of the HDF5 C API, its errors as exceptions, and the settings of every use of it.
#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>
#include <utility>

#include "sim/store/values.h"

namespace plancast::store {

/// HDF5 refused a call. Whoever knows the file turns this into a Failure that names it.
class Hdf5Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// An open HDF5 object. `what` is the object in words, for the error.
class Handle {
public:
    using Close = herr_t (*)(hid_t);

    Handle() = default;
    Handle(hid_t id, Close closer, const std::string& what) : id_(id), close_(closer) {
        if (id < 0) throw Hdf5Error(what);
    }
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(id_, other.id_);
        std::swap(close_, other.close_);
        return *this;
    }
    ~Handle() {
        if (id_ >= 0) close_(id_);
    }

    hid_t id() const { return id_; }
    /// Closes now, so that a write which fails on closing is seen.
    void close(const std::string& what) {
        if (close_(std::exchange(id_, -1)) < 0) throw Hdf5Error(what);
    }

private:
    hid_t id_ = -1;
    Close close_ = nullptr;
};

inline void check(herr_t status, const std::string& what) {
    if (status < 0) throw Hdf5Error(what);
}

/// Held while HDF5 is used: no handler at exit (it crashes after a failed write), no messages on
/// stderr, no plugins from the environment.
class Hdf5Session {
public:
    Hdf5Session();
    ~Hdf5Session();
    Hdf5Session(const Hdf5Session&) = delete;
    Hdf5Session& operator=(const Hdf5Session&) = delete;

private:
    H5E_auto2_t report_ = nullptr;
    void* report_data_ = nullptr;
};

/// Property list of a file: formats of HDF5 1.10, data on whole pages, no locks of HDF5's own.
Handle file_access();

/// The type in the file, which is also the type in memory.
Handle hdf5_type(Type type);

}  // namespace plancast::store
