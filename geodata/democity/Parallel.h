#pragma once
// What is made once and for the whole city is made by all cores.

#include <functional>

namespace guanjing::democity {

/// Calls `part` with 0 … count - 1 on as many threads as there are cores, this one among them; all are done when it returns.
/// The parts must not write to the same places: then the result is the same on any number of cores.
void eachInParallel(int count, const std::function<void(int)>& part);

} // namespace guanjing::democity
