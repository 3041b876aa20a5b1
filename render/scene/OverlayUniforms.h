#pragma once

#include "layers/tiling/DrawList.h"

#include <span>

namespace osg {
class GLExtensions;
}

namespace guanjing::render {

struct TileProgram;

/// Tells the program in use how pictures lie on the tile that it draws next; at most kMaxOverlaysPerTile. GL thread.
void sendOverlays(const osg::GLExtensions& gl, const TileProgram& program,
                  std::span<const layers::OverlayBinding> overlays);

} // namespace guanjing::render
