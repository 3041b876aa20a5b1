#pragma once

#include <string>

/// A scene document with every key of the format; in a file of its own, since moc stumbles over it.
const std::string& sceneSample();
