#pragma once

#include "app/panels/LoadingSettings.h"

#include <QDialog>

class QCheckBox;
class QFormLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace guanjing::app {

/// Detail, loading ahead, memory and cache. What is chosen is told at once by changed(); there is nothing to confirm.
class LoadingDialog : public QDialog {
    Q_OBJECT

public:
    explicit LoadingDialog(const LoadingSettings& settings, QWidget* parent = nullptr);
    [[nodiscard]] LoadingSettings settings() const;
    /// Bytes that the cache holds on disk now.
    void setCacheUse(std::uint64_t bytes);

signals:
    void changed(const guanjing::app::LoadingSettings& settings);
    void emptyCacheWanted();

private:
    void fill(const LoadingSettings& settings);
    void tell();
    [[nodiscard]] QSpinBox* number(const char* name, int low, int high, int step, const QString& suffix,
                                   const QString& tip);
    [[nodiscard]] QCheckBox* choice(const char* name, const QString& text, const QString& tip);

    QSpinBox *m_detail, *m_hazeHalf, *m_memory, *m_cache, *m_requests;
    QCheckBox *m_haze, *m_edge, *m_siblings, *m_ancestors, *m_destination, *m_compresses;
    QLabel* m_cacheUse;
    QPushButton* m_empty;
    bool m_isShowing = false; ///< the fields are being filled
};

} // namespace guanjing::app
