#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace guanjing {

/// A file inside a package of tiles (.3tz, .3dtiles).
struct PackageAddress {
    std::string package; ///< URL or path of the package, its query included
    std::string entry; ///< path inside, without a leading slash

    bool operator==(const PackageAddress&) const = default;
};

/// Takes "…/x.3tz!/tiles/a.glb" apart, at the last "!/" that follows the name of a package, so that the package may lie
/// in another one. Nothing where there is none. Entries of URLs are percent-decoded, those of paths are not.
[[nodiscard]] std::optional<PackageAddress> splitPackageUrl(std::string_view url);

/// True for a URL or path that ends in .3tz or .3dtiles, a query aside.
[[nodiscard]] bool isPackageUrl(std::string_view url);
/// True for .3tz.
[[nodiscard]] bool isZipPackageUrl(std::string_view url);
/// "…/x.3tz" → "…/x.3tz!/tileset.json", so that what its tileset names resolves inside the package; others stay as they
/// are.
[[nodiscard]] std::string packageRootUrl(std::string_view url);

} // namespace guanjing
