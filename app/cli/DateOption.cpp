#include "app/cli/DateOption.h"

#include <QDate>

#include <algorithm>
#include <array>

namespace guanjing::app {

bool isDateText(const QString& text)
{
    constexpr std::array kForms{"yyyy", "yyyy-MM", "yyyy-MM-dd"};
    return std::any_of(kForms.begin(), kForms.end(),
                       [&](const char* form) { return QDate::fromString(text, QLatin1String(form)).isValid(); });
}

} // namespace guanjing::app
