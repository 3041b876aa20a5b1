#pragma once

#include "geodata/core/Issue.h"

#include <string>
#include <string_view>
#include <vector>

namespace guanjing {

/// While it lives, what GDAL, PROJ inside it and its drivers say on this thread is kept here and never printed, and
/// GDAL's own HTTP on this thread is bounded in time and retries. Every use of GDAL stands inside one. Scopes nest; a
/// scope belongs to the thread that made it. The first one registers GDAL's drivers, apart from those of web services that
/// write caches of their own: GDAL writes no file that it was not asked to write.
class GdalScope {
public:
    GdalScope();
    ~GdalScope();
    GdalScope(const GdalScope&) = delete;
    GdalScope& operator=(const GdalScope&) = delete;

    /// What was said so far, the same text once, at most some dozen; failures as Severity::Error.
    [[nodiscard]] const Issues& messages() const { return m_messages; }
    [[nodiscard]] bool hasFailures() const;
    /// Why something failed, in words of ours (gdalWords): of the failures, else of the warnings, the first that says it;
    /// `otherwise` when GDAL gave no reason.
    [[nodiscard]] std::string reason(const std::string& otherwise) const;
    /// True where one of the messages holds this, in GDAL's own words.
    [[nodiscard]] bool holds(std::string_view words) const;
    void clear() { m_messages.clear(); }

private:
    Issues m_messages;
    std::vector<std::string> m_previousOptions;
};

} // namespace guanjing
