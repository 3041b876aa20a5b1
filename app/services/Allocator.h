#pragma once

namespace guanjing::app {

/// Lets the C library keep pages that pictures and the software renderer's frames give back, instead of returning them to
/// the kernel and clearing fresh ones: blocks up to 4 MiB come from the heap, of which up to 128 MiB stay when free.
/// Call it once, before threads start. Does nothing with another C library than glibc.
/// Source: mallopt(3), M_MMAP_THRESHOLD and M_TRIM_THRESHOLD.
void keepFreedPages();

} // namespace guanjing::app
