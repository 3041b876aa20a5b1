#pragma once

#include <string>
#include <vector>

namespace guanjing::test {

/// A Thing of SensorThings with one PM2.5 datastream (id: the thing's + 1000), as JSON.
std::string sampleThing(int id, const std::string& time, const std::string& result);
/// Things as a page.
std::string samplePage(const std::vector<std::string>& things, const std::string& nextLink = {});
/// One page of Observations, each "time=result".
std::string sampleObservations(const std::vector<std::string>& observations, const std::string& nextLink = {});
/// `thing` with a part replaced; the part must be there.
std::string changed(const std::string& thing, const std::string& part, const std::string& replacement);

} // namespace guanjing::test
