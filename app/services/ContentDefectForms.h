#pragma once

#include <span>

namespace guanjing::app {

/// The details of geodata, layers and styles as their makers word them; %1, %2 … stand for names and values. The first that
/// fits counts: longer ones that begin alike come first, those that begin or end with any text last. Translated in the
/// context ContentDefect.
[[nodiscard]] std::span<const char* const> tileDefectForms();
/// Of imagery sources; come after them.
[[nodiscard]] std::span<const char* const> imageryDefectForms();
/// Of packs and areas.
[[nodiscard]] std::span<const char* const> packDefectForms();
/// Of rasters, terrain, vectors, live data, files, and in the words of libraries.
[[nodiscard]] std::span<const char* const> dataDefectForms();
/// Places within files and services that stand before a defect.
[[nodiscard]] std::span<const char* const> defectPlaceForms();
/// Come last.
[[nodiscard]] std::span<const char* const> furtherDefectForms();

} // namespace guanjing::app
