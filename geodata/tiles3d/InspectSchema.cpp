#include "geodata/tiles3d/Inspect.h"
#include "geodata/tiles3d/MetadataSchema.h"

namespace guanjing::tiles3d {

Result<InspectReport> inspectSchema(ByteView bytes, const std::string& url)
{
    const auto schema = readSchema(bytes, url);
    if (!schema)
        return fail(schema.error());
    InspectReport report;
    report.kind = "content";
    report.format = "schema";
    report.facts = {{"classes", std::to_string((*schema)->classes.size()), {}},
                    {"enums", std::to_string((*schema)->enums.size()), {}}};
    report.issues = (*schema)->issues;
    return report;
}

} // namespace guanjing::tiles3d
