#include "render/symbols/Watermark.h"

#include "render/upload/GlContext.h"
#include "render/upload/ShaderSource.h"

#include <osg/GLExtensions>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace guanjing::render {

namespace {

// To be read by whoever looks for it, and to be looked past by whoever looks at the city.
constexpr double kSmallestLetters = 13.0, kLargestLetters = 26.0; // logical pixels
constexpr double kLettersPerHeight = 40.0; // the picture's height over theirs
constexpr double kLineHeight = 1.35; // times the letters'
constexpr double kGapAcross = 0.7; // of a mark's width
constexpr double kLeastGapAcross = 90.0; // logical pixels
constexpr double kGapDown = 5.0; // times the letters
// Rises to the right.
constexpr double kCosine = 0.8829, kSine = -0.4695; // 28 degrees

struct Vertex {
    float x, y, u, v;
};

/// The greatest coverage within `radius` pixels.
std::vector<std::uint8_t> widened(const std::vector<std::uint8_t>& cover, int width, int height, int radius)
{
    std::vector<std::uint8_t> result(cover.size());
    const auto at = [&](int x, int y) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            std::uint8_t most = 0;
            for (int dy = -radius; dy <= radius; ++dy)
                for (int dx = -radius; dx <= radius; ++dx) {
                    const int nx = x + dx, ny = y + dy;
                    if (dx * dx + dy * dy <= radius * radius + 1 && nx >= 0 && ny >= 0 && nx < width && ny < height)
                        most = std::max(most, cover[at(nx, ny)]);
                }
            result[at(x, y)] = most;
        }
    return result;
}

} // namespace

WatermarkBitmap watermarkBitmap(const WatermarkText& text, TextRasterizer& rasterizer, double pixelSize, int rimPixels)
{
    std::vector<TextBitmap> lines;
    int inner = 0;
    for (const std::string& line : text.lines) {
        TextBitmap bitmap = rasterizer.rasterize(line, pixelSize, true);
        if (bitmap.width <= 0 || bitmap.height <= 0)
            continue;
        inner = std::max(inner, bitmap.width);
        lines.push_back(std::move(bitmap));
    }
    WatermarkBitmap mark;
    if (lines.empty())
        return mark;
    const int margin = rimPixels + 1; // one that stays clear, for the filter
    const int lineHeight = static_cast<int>(std::ceil(pixelSize * kLineHeight));
    int inHeight = 0;
    for (std::size_t i = 0; i < lines.size(); ++i)
        inHeight = std::max(inHeight, static_cast<int>(i) * lineHeight + lines[i].height);
    mark.width = inner + 2 * margin;
    mark.height = inHeight + 2 * margin;
    const auto count = static_cast<std::size_t>(mark.width) * static_cast<std::size_t>(mark.height);
    std::vector<std::uint8_t> fill(count);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const TextBitmap& line = lines[i];
        const int left = margin + (inner - line.width) / 2, top = margin + static_cast<int>(i) * lineHeight;
        for (int y = 0; y < line.height; ++y)
            for (int x = 0; x < line.width; ++x) {
                std::uint8_t& to = fill[static_cast<std::size_t>(top + y) * static_cast<std::size_t>(mark.width)
                                        + static_cast<std::size_t>(left + x)];
                to = std::max(to,
                              line.alpha[static_cast<std::size_t>(y) * static_cast<std::size_t>(line.width)
                                         + static_cast<std::size_t>(x)]);
            }
    }
    const std::vector<std::uint8_t> cover = widened(fill, mark.width, mark.height, rimPixels);
    mark.brightnessAndCover.resize(2 * count);
    for (std::size_t i = 0; i < count; ++i) {
        mark.brightnessAndCover[2 * i] = cover[i] == 0 ? 0 : static_cast<std::uint8_t>(255 * fill[i] / cover[i]);
        mark.brightnessAndCover[2 * i + 1] = cover[i];
    }
    return mark;
}

WatermarkPainter::WatermarkPainter(GlContext& context, TextRasterizer* rasterizer)
    : m_context(context), m_rasterizer(rasterizer)
{ }

WatermarkPainter::~WatermarkPainter()
{
    m_context.freeProgram(m_program);
    m_context.freeTexture(m_texture);
    m_context.freeBuffer(m_buffer);
    m_context.freeVertexArray(m_vertexArray);
}

void WatermarkPainter::makeTexture(const WatermarkText& text, double pixelSize)
{
    if (m_texture && text == m_text && pixelSize == m_pixelSize)
        return;
    m_text = text;
    m_pixelSize = pixelSize;
    const int rim = std::max(1, static_cast<int>(std::lround(pixelSize / 12.0)));
    const WatermarkBitmap mark = watermarkBitmap(text, *m_rasterizer, pixelSize, rim);
    m_width = mark.width;
    m_height = mark.height;
    if (m_width == 0)
        return;
    m_context.gl().glActiveTexture(GL_TEXTURE0);
    if (!m_texture)
        m_texture = m_context.makeTexture();
    glBindTexture(GL_TEXTURE_2D, m_texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_LUMINANCE8_ALPHA8, m_width, m_height, 0, GL_LUMINANCE_ALPHA, GL_UNSIGNED_BYTE,
                 mark.brightnessAndCover.data());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glBindTexture(GL_TEXTURE_2D, 0);
}

void WatermarkPainter::draw(const WatermarkText& text, int width, int height, double devicePixelRatio)
{
    if (m_rasterizer == nullptr || width <= 0 || height <= 0)
        return;
    const double letters =
        std::clamp(height / devicePixelRatio / kLettersPerHeight, kSmallestLetters, kLargestLetters) * devicePixelRatio;
    makeTexture(text, std::round(letters));
    if (m_width == 0)
        return;

    const double stepAcross = m_width + std::max(kGapAcross * m_width, kLeastGapAcross * devicePixelRatio);
    const double stepDown = m_height + kGapDown * letters;
    // Every place of the picture lies within half its diagonal of the middle.
    const double reach = 0.5 * std::hypot(width, height);
    const int rows = static_cast<int>(std::ceil((reach + 0.5 * m_height) / stepDown));
    const int columns = static_cast<int>(std::ceil((reach + m_width) / stepAcross)) + 1;
    std::vector<Vertex> vertices;
    const double halfWidth = 0.5 * m_width, halfHeight = 0.5 * m_height;
    for (int row = -rows; row <= rows; ++row)
        for (int column = -columns; column <= columns; ++column) {
            const double acrossMiddle = (column + (row % 2 == 0 ? 0.0 : 0.5)) * stepAcross;
            const double downMiddle = row * stepDown;
            const double x = 0.5 * width + acrossMiddle * kCosine - downMiddle * kSine;
            const double y = 0.5 * height + acrossMiddle * kSine + downMiddle * kCosine;
            const double radius = std::hypot(halfWidth, halfHeight);
            if (x + radius < 0 || y + radius < 0 || x - radius > width || y - radius > height)
                continue;
            const auto corner = [&](double across, double down) {
                const double dx = across * halfWidth, dy = down * halfHeight;
                vertices.push_back({static_cast<float>(x + dx * kCosine - dy * kSine),
                                    static_cast<float>(y + dx * kSine + dy * kCosine),
                                    static_cast<float>(0.5 + 0.5 * across), static_cast<float>(0.5 + 0.5 * down)});
            };
            corner(-1, -1);
            corner(1, -1);
            corner(1, 1);
            corner(-1, -1);
            corner(1, 1);
            corner(-1, 1);
        }

    osg::GLExtensions& gl = m_context.gl();
    if (!m_program)
        m_program = m_context.makeProgram(assembleShader("watermark.vert.glsl"), assembleShader("watermark.frag.glsl"));
    if (!m_vertexArray) {
        m_vertexArray = m_context.makeVertexArray();
        m_buffer = m_context.makeBuffer();
    }
    gl.glBindVertexArray(m_vertexArray);
    gl.glBindBuffer(GL_ARRAY_BUFFER, m_buffer);
    gl.glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(Vertex)), vertices.data(),
                    GL_STREAM_DRAW);
    gl.glEnableVertexAttribArray(kAttributePosition);
    gl.glVertexAttribPointer(kAttributePosition, 2, GL_FLOAT, GL_FALSE, sizeof(Vertex), nullptr);
    gl.glEnableVertexAttribArray(kAttributeTexCoord);
    gl.glVertexAttribPointer(kAttributeTexCoord, 2, GL_FLOAT, GL_FALSE, sizeof(Vertex),
                             reinterpret_cast<const void*>(offsetof(Vertex, u)));
    gl.glUseProgram(m_program);
    gl.glUniform2f(gl.glGetUniformLocation(m_program, "uViewport"), static_cast<float>(width),
                   static_cast<float>(height));
    gl.glUniform1f(gl.glGetUniformLocation(m_program, "uOpacity"), static_cast<float>(text.opacity));
    gl.glUniform1i(gl.glGetUniformLocation(m_program, "uMark"), 0);
    gl.glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, m_texture);
    glDisable(GL_DEPTH_TEST);
    glEnable(GL_BLEND);
    gl.glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(vertices.size()));
    glDisable(GL_BLEND);
    glBindTexture(GL_TEXTURE_2D, 0);
    gl.glUseProgram(0);
    gl.glBindBuffer(GL_ARRAY_BUFFER, 0);
    gl.glBindVertexArray(0);
}

} // namespace guanjing::render
