#include "geodata/democity/StreetNames.h"

#include "geodata/democity/Boundary.h"
#include "geodata/democity/Demo.h"
#include "geodata/democity/Hash.h"
#include "geodata/democity/Towns.h"
#include "geodata/democity/Waters.h"

#include <array>

namespace guanjing::democity {

namespace {

struct Word {
    const char *zh, *en;
};

/// Roads across the whole city keep one name; by the index of their line, from the west and from the south.
constexpr std::array<Word, 12> kNorthward{{{"沿江大道", "Yanjiang Avenue"},
                                           {"港口大道", "Gangkou Avenue"},
                                           {"西部干道", "West Arterial Road"},
                                           {"东莞大道", "Dongguan Avenue"},
                                           {"莞太大道", "Guantai Avenue"},
                                           {"松山湖大道", "Songshan Lake Avenue"},
                                           {"莞樟大道", "Guanzhang Avenue"},
                                           {"东部快速路", "East Expressway"},
                                           {"东深大道", "Dongshen Avenue"},
                                           {"莞惠大道", "Guanhui Avenue"},
                                           {"银瓶大道", "Yinping Avenue"},
                                           {"东山大道", "Dongshan Avenue"}}};
constexpr std::array<Word, 9> kEastward{{{"滨海大道", "Binhai Avenue"},
                                         {"长虎大道", "Changhu Avenue"},
                                         {"环莞快速路", "Huanguan Expressway"},
                                         {"莞深大道", "Guanshen Avenue"},
                                         {"环城南路", "Ring Road South"},
                                         {"环城北路", "Ring Road North"},
                                         {"水乡大道", "Shuixiang Avenue"},
                                         {"北王大道", "Beiwang Avenue"},
                                         {"东江大道", "Dongjiang Avenue"}}};

/// What the arterial roads of a town are called. The number is no multiple of the step below.
constexpr std::array<Word, 53> kRoads{
    {{"鸿福", "Hongfu"},    {"建设", "Jianshe"},    {"人民", "Renmin"},   {"振兴", "Zhenxing"}, {"东风", "Dongfeng"},
     {"新城", "Xincheng"},  {"育才", "Yucai"},      {"文明", "Wenming"},  {"体育", "Tiyu"},     {"银丰", "Yinfeng"},
     {"金丰", "Jinfeng"},   {"康乐", "Kangle"},     {"富民", "Fumin"},    {"兴业", "Xingye"},   {"科技", "Keji"},
     {"工业", "Gongye"},    {"同德", "Tongde"},     {"元美", "Yuanmei"},  {"胜和", "Shenghe"},  {"西平", "Xiping"},
     {"东骏", "Dongjun"},   {"旗峰", "Qifeng"},     {"莞龙", "Guanlong"}, {"湖滨", "Hubin"},    {"迎宾", "Yingbin"},
     {"学院", "Xueyuan"},   {"宏远", "Hongyuan"},   {"石鼓", "Shigu"},    {"宏图", "Hongtu"},   {"金牛", "Jinniu"},
     {"莲湖", "Lianhu"},    {"荔香", "Lixiang"},    {"福安", "Fu'an"},    {"龙泉", "Longquan"}, {"凤岗", "Fenggang"},
     {"玉兰", "Yulan"},     {"凤凰", "Fenghuang"},  {"怡安", "Yi'an"},    {"安康", "Ankang"},   {"横岗", "Henggang"},
     {"红棉", "Hongmian"},  {"广场", "Guangchang"}, {"翠湖", "Cuihu"},    {"桥东", "Qiaodong"}, {"祥和", "Xianghe"},
     {"光明", "Guangming"}, {"和平", "Heping"},     {"团结", "Tuanjie"},  {"沿河", "Yanhe"},    {"新兴", "Xinxing"},
     {"创业", "Chuangye"},  {"麒麟", "Qilin"},      {"狮龙", "Shilong"}}};

/// Streets inside a mesh: two characters, and sometimes a number.
constexpr std::array<Word, 20> kFirst{{{"莞", "Guan"}, {"银", "Yin"},  {"金", "Jin"},  {"东", "Dong"}, {"南", "Nan"},
                                       {"西", "Xi"},   {"新", "Xin"},  {"福", "Fu"},   {"龙", "Long"}, {"永", "Yong"},
                                       {"泰", "Tai"},  {"华", "Hua"},  {"景", "Jing"}, {"宏", "Hong"}, {"富", "Fu"},
                                       {"荔", "Li"},   {"塘", "Tang"}, {"沙", "Sha"},  {"石", "Shi"},  {"桥", "Qiao"}}};
constexpr std::array<Word, 18> kSecond{{{"兴", "xing"},
                                        {"丰", "feng"},
                                        {"和", "he"},
                                        {"安", "'an"},
                                        {"盛", "sheng"},
                                        {"园", "yuan"},
                                        {"湖", "hu"},
                                        {"岭", "ling"},
                                        {"田", "tian"},
                                        {"美", "mei"},
                                        {"头", "tou"},
                                        {"贝", "bei"},
                                        {"涌", "chong"},
                                        {"围", "wei"},
                                        {"边", "bian"},
                                        {"洲", "zhou"},
                                        {"坑", "keng"},
                                        {"山", "shan"}}};
constexpr std::array<const char*, 3> kNumbers{"一", "二", "三"};

int wrapped(int value, int size) { return ((value % size) + size) % size; }

StreetName arterialName(const Road& road)
{
    // every seventh line is an expressway: one name from end to end
    if (road.roadClass == RoadClass::Expressway) {
        const int order = (road.line - 3 + 7 * 100) / 7 - 100;
        const Word& word = road.northward ? kNorthward[static_cast<std::size_t>(wrapped(order, 12))]
                                          : kEastward[static_cast<std::size_t>(wrapped(order, 9))];
        return {word.zh, word.en};
    }
    const int town = townAt(lerp(road.a, road.b, 0.5));
    // half of the list for either direction: as long as a town has fewer lines than that, none meets its like
    const int place = road.northward ? wrapped(town * 17 + road.line, 26) : 26 + wrapped(town * 11 + road.line, 27);
    const Word& word = kRoads[static_cast<std::size_t>(place)];
    const bool major = road.roadClass == RoadClass::Major;
    return {std::string(word.zh) + (major ? "大道" : "路"), std::string(word.en) + (major ? " Avenue" : " Road")};
}

} // namespace

StreetName streetName(const Road& road)
{
    if (road.roadClass <= RoadClass::Minor)
        return arterialName(road);
    if (road.roadClass > RoadClass::Local)
        return {};
    const std::uint64_t h = hashOf(road.seed, 0x57EE7);
    const Word& first = kFirst[h % kFirst.size()];
    const Word& second = kSecond[(h >> 16) % kSecond.size()];
    const bool street = road.roadClass == RoadClass::Local;
    const std::size_t number = (h >> 32) % 7;
    StreetName name{std::string(first.zh) + second.zh, std::string(first.en) + second.en};
    if (number < kNumbers.size())
        name.zh += kNumbers[number];
    name.zh += street ? "街" : "路";
    if (number < kNumbers.size())
        name.en += " " + std::to_string(number + 1);
    name.en += street ? " Street" : " Road";
    return name;
}

const std::vector<Street>& streets()
{
    static const std::vector<Street> all = [] {
        std::vector<Street> result;
        const auto add = [&](const Road& road, int rank) {
            const V2 middle = lerp(road.a, road.b, 0.5);
            if (waterClearance(middle) < 5 || limitDistance(middle) < 0)
                return;
            StreetName name = streetName(road);
            const glm::dvec2 lonLat = toLonLat(middle);
            const glm::dvec2 ahead = toLonLat(middle + unit(road.b - road.a) * 60);
            result.push_back({std::move(name.zh), std::move(name.en), lonLat.x, lonLat.y, ahead.x, ahead.y, rank});
        };
        const MeshRange range = meshesIn({0, 0, kCityWidthMeters, kCityHeightMeters});
        for (int j = range.minJ; j <= range.maxJ; ++j)
            for (int i = range.minI; i <= range.maxI; ++i) {
                Road road;
                for (bool northward : {false, true}) {
                    if (!arterial(i, j, northward, road))
                        continue;
                    // roads cross at their ends, and names stand in the middle: neighbours of a line take turns
                    const int along = northward ? j : i;
                    const int line = northward ? i : j;
                    const bool wide = road.roadClass == RoadClass::Expressway;
                    if (wrapped(along + line, 2) == 0)
                        add(road, wide && wrapped(along, 4) < 2 ? 0 : (road.roadClass <= RoadClass::Major ? 1 : 2));
                }
            }
        return result;
    }();
    return all;
}

} // namespace guanjing::democity
