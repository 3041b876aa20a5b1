#pragma once

#include "app/viewer/MapSheet.h"

#include <QDialog>
#include <QPageSize>

class QComboBox;
class QLineEdit;

namespace guanjing::app {

/// Title and paper of a sheet, with a preview of it.
class PrintDialog : public QDialog {
    Q_OBJECT

public:
    explicit PrintDialog(MapSheetContent content, QWidget* parent = nullptr);
    [[nodiscard]] const MapSheetContent& content() const { return m_content; }
    [[nodiscard]] QPageSize::PageSizeId pageSize() const;

private:
    class Preview;
    MapSheetContent m_content;
    QLineEdit* m_title;
    QComboBox* m_paper;
    Preview* m_preview;
};

} // namespace guanjing::app
