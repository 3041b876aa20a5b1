#pragma once

#include "layers/scene/Scene.h"

#include <QGroupBox>

class QLabel;
class QLineEdit;
class QSpinBox;

namespace guanjing::app {

/// What a scene says of a source beyond its address, to be changed: its date; of imagery its levels too, and what counts as
/// no data.
class SourceSection : public QGroupBox {
    Q_OBJECT

public:
    struct Values {
        std::string date; ///< YYYY, YYYY-MM or YYYY-MM-DD; empty: always shown
        int minLevel = 0, maxLevel = 22;
        std::string nodata;
        bool operator==(const Values&) const = default;
    };
    SourceSection(const Values& values, bool isImagery, QWidget* parent = nullptr);

signals:
    /// Never with what a scene file could not hold.
    void changed(const Values& values);

private:
    void take();

    Values m_values;
    QLineEdit *m_date, *m_nodata = nullptr;
    QSpinBox *m_minLevel = nullptr, *m_maxLevel = nullptr;
    QLabel* m_problem;
};

} // namespace guanjing::app
