#pragma once

#include "geodata/core/Issue.h"

namespace guanjing::tiles3d {

using guanjing::Issue;
using guanjing::Issues;
using guanjing::Severity;

} // namespace guanjing::tiles3d
