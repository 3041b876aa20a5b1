// A tool to look at the demo city's orthophoto: DumpMosaic LEVEL LON LAT COLUMNS ROWS FILE.png
#include "geodata/democity/CityFrame.h"
#include "geodata/democity/Orthophoto.h"

#include <QImage>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int argc, char** argv)
{
    if (argc != 7) {
        std::fprintf(stderr, "DumpMosaic LEVEL LON LAT COLUMNS ROWS FILE.png\n");
        return 2;
    }
    using namespace guanjing::democity;
    const int level = std::atoi(argv[1]);
    const V2 centre = fromLonLat(std::atof(argv[2]), std::atof(argv[3]));
    const int columns = std::atoi(argv[4]);
    const int rows = std::atoi(argv[5]);
    const Box origin = tileBox(level, 0, 0);
    const double size = origin.maxX - origin.minX;
    const int x0 = static_cast<int>((centre.x - origin.minX) / size - columns / 2.0 + 0.5);
    const int y0 = static_cast<int>((origin.maxY - centre.y) / size - rows / 2.0 + 0.5);
    QImage picture(columns * 256, rows * 256, QImage::Format_RGB888);
    const auto start = std::chrono::steady_clock::now();
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            const auto pixels = orthophotoPixels(level, x0 + c, y0 + r);
            if (!pixels)
                continue;
            for (int y = 0; y < 256; ++y)
                std::memcpy(picture.scanLine(r * 256 + y) + c * 768, pixels->data() + y * 768, 768);
        }
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    std::printf("level %d: %.2f ms a tile\n", level, ms / (rows * columns));
    return picture.save(QString::fromLocal8Bit(argv[6])) ? 0 : 1;
}
