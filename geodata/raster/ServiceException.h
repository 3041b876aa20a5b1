#pragma once

#include "geodata/core/Bytes.h"
#include "geodata/core/Result.h"
#include "geodata/raster/XmlTree.h"

#include <string>

namespace guanjing {

/// What a map service says is wrong, in its own words: ServiceException (OGC 01-068r3, 06-042) or ows:ExceptionText
/// (OGC 06-121r9). Empty for anything else. Any thread.
[[nodiscard]] std::string serviceExceptionOf(ByteView bytes);
/// The document that a map service was asked for. Errors: DecodeFailed with the service's own words, else those of parseXml.
[[nodiscard]] Result<XmlElement> parseServiceDocument(ByteView bytes, const std::string& source);

} // namespace guanjing
