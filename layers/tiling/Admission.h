#pragma once

#include <cstddef>

namespace guanjing::layers {

/// Decides in a frame what may be asked for, so that everything fits the memory budget once it is there. Asked in the
/// order of importance: what comes after something that did not fit does not slip in before it.
class Admission {
public:
    /// `takenBytes`: of what is in use or on its way.
    Admission(std::size_t budgetBytes, std::size_t takenBytes, bool isAnythingUnderWay)
        : m_budget(budgetBytes), m_taken(takenBytes), m_isAnythingUnderWay(isAnythingUnderWay)
    { }

    /// A replacement sets free more than it takes. So the last one may exceed the budget, and where all of it is used up
    /// they come one by one. What is larger than the whole budget comes alone.
    [[nodiscard]] bool admits(std::size_t bytes, bool isReplacement)
    {
        const bool fits = m_taken + bytes <= m_budget && (!m_isShort || isReplacement);
        const bool mayExceed = (isReplacement && (m_taken <= m_budget || !m_isAnythingUnderWay)) || m_taken == 0;
        if (!fits && !mayExceed) {
            m_isShort = true;
            return false;
        }
        m_taken += bytes;
        m_isAnythingUnderWay = true;
        return true;
    }
    [[nodiscard]] std::size_t takenBytes() const { return m_taken; }

private:
    std::size_t m_budget, m_taken;
    bool m_isAnythingUnderWay;
    bool m_isShort = false;
};

} // namespace guanjing::layers
