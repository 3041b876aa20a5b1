#pragma once

#include <string>
#include <string_view>

namespace guanjing::render {

/// Text of a file of resources/shaders, built into the program; empty when there is none of that name.
[[nodiscard]] std::string_view shaderSource(std::string_view fileName);

/// A whole shader: the version line, the defines ("#define X 1\n…") and the file's text.
[[nodiscard]] std::string assembleShader(std::string_view fileName, std::string_view defines = {});

} // namespace guanjing::render
