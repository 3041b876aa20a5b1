#pragma once
// glTF documents and 1.0 tiles put together by tests.

#include "geodata/tiles3d/PropertyTable.h"
#include "tests/geodata_tiles3d/GlbBuilder.h"

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace guanjing::test {

/// A glTF document put together view by view.
class Builder {
public:
    template <class T> int view(const std::vector<T>& values, const std::string& extra = {})
    {
        while (m_binary.size() % 8 != 0)
            m_binary.push_back(0);
        m_views += (m_viewCount != 0 ? "," : "") + std::string(R"({"buffer":0,"byteOffset":)")
            + std::to_string(m_binary.size()) + R"(,"byteLength":)" + std::to_string(values.size() * sizeof(T)) + extra
            + "}";
        appendBytes(m_binary, values.data(), values.size() * sizeof(T));
        return m_viewCount++;
    }
    int accessor(const std::string& members)
    {
        m_accessors += (m_accessorCount != 0 ? "," : "") + std::string("{") + members + "}";
        return m_accessorCount++;
    }
    template <class T>
    int accessor(const std::vector<T>& values, int componentType, const char* type, int components,
                 const std::string& extra = {})
    {
        return accessor(R"("bufferView":)" + std::to_string(view(values)) + R"(,"componentType":)"
                        + std::to_string(componentType) + R"(,"type":")" + type + R"(","count":)"
                        + std::to_string(values.size() / static_cast<std::size_t>(components)) + extra);
    }
    /// `rest` is further top-level members, with a leading comma.
    Bytes glb(const std::string& rest) const
    {
        return makeGlb(R"({"asset":{"version":"2.0"})" + rest + R"(,"accessors":[)" + m_accessors
                           + R"(],"bufferViews":[)" + m_views + R"(],"buffers":[{"byteLength":)"
                           + std::to_string(m_binary.size()) + "}]}",
                       m_binary);
    }

private:
    Bytes m_binary;
    std::string m_views, m_accessors;
    int m_viewCount = 0, m_accessorCount = 0;
};

inline const std::vector<float> kSixPoints = {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 2, 0, 1, 2, 0};

inline Bytes b3dm(std::string featureTable, std::string batchTable, const Bytes& batchBinary, const Bytes& glb)
{
    while ((28 + featureTable.size()) % 8 != 0)
        featureTable += ' ';
    while ((28 + featureTable.size() + batchTable.size()) % 8 != 0)
        batchTable += ' ';
    Bytes out;
    appendBytes(out, "b3dm", 4);
    appendU32(out, 1);
    appendU32(
        out,
        static_cast<std::uint32_t>(28 + featureTable.size() + batchTable.size() + batchBinary.size() + glb.size()));
    appendU32(out, static_cast<std::uint32_t>(featureTable.size()));
    appendU32(out, 0);
    appendU32(out, static_cast<std::uint32_t>(batchTable.size()));
    appendU32(out, static_cast<std::uint32_t>(batchBinary.size()));
    appendBytes(out, featureTable.data(), featureTable.size());
    appendBytes(out, batchTable.data(), batchTable.size());
    appendBytes(out, batchBinary.data(), batchBinary.size());
    appendBytes(out, glb.data(), glb.size());
    return out;
}

/// An i3dm or pnts; `gltfFormat` is the i3dm's: 0 a URI, 1 embedded.
inline Bytes tileOf(const char* magic, std::string featureTable, Bytes featureBinary, std::string batchTable = {},
                    Bytes batchBinary = {}, const Bytes& body = {}, std::uint32_t gltfFormat = 1)
{
    const bool isInstanced = std::string_view(magic) == "i3dm";
    const std::size_t header = isInstanced ? 32 : 28;
    while ((header + featureTable.size()) % 8 != 0)
        featureTable += ' ';
    featureBinary.resize((featureBinary.size() + 7) / 8 * 8);
    while (batchTable.size() % 8 != 0)
        batchTable += ' ';
    batchBinary.resize((batchBinary.size() + 7) / 8 * 8);
    Bytes out;
    appendBytes(out, magic, 4);
    appendU32(out, 1);
    appendU32(out,
              static_cast<std::uint32_t>(header + featureTable.size() + featureBinary.size() + batchTable.size()
                                         + batchBinary.size() + body.size()));
    for (const std::size_t size : {featureTable.size(), featureBinary.size(), batchTable.size(), batchBinary.size()})
        appendU32(out, static_cast<std::uint32_t>(size));
    if (isInstanced)
        appendU32(out, gltfFormat);
    appendBytes(out, featureTable.data(), featureTable.size());
    appendBytes(out, featureBinary.data(), featureBinary.size());
    appendBytes(out, batchTable.data(), batchTable.size());
    appendBytes(out, batchBinary.data(), batchBinary.size());
    appendBytes(out, body.data(), body.size());
    return out;
}

inline QString textOf(const tiles3d::PropertyTable& table, std::size_t row, const char* name)
{
    for (const tiles3d::Attribute& attribute : table.attributesOf(row))
        if (attribute.name == name)
            return QString::fromStdString(attribute.value.toText());
    return QStringLiteral("missing");
}

} // namespace guanjing::test
