#include "app/panels/SourceSection.h"

#include "geodata/core/Limits.h"
#include "layers/scene/Dates.h"
#include "layers/scene/ImageryOptions.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace guanjing::app {

SourceSection::SourceSection(const Values& values, bool isImagery, QWidget* parent)
    : QGroupBox(tr("Data"), parent), m_values(values), m_date(new QLineEdit(this)), m_problem(new QLabel(this))
{
    setObjectName(QStringLiteral("sourceSection"));
    auto* form = new QFormLayout(this);
    m_date->setObjectName(QStringLiteral("sourceDate"));
    m_date->setText(QString::fromStdString(values.date));
    m_date->setPlaceholderText(tr("none: always shown; or such as 2026-06"));
    form->addRow(tr("Date"), m_date);
    if (isImagery) {
        const auto level = [this](const char* name, const QString& text, int value) {
            auto* box = new QSpinBox(this);
            box->setObjectName(QLatin1String(name));
            box->setAccessibleName(text);
            box->setRange(0, limits::kMaxImageryLevel);
            box->setValue(value);
            connect(box, &QSpinBox::valueChanged, this, &SourceSection::take);
            return box;
        };
        m_minLevel = level("sourceMinLevel", tr("Coarsest level"), values.minLevel);
        m_maxLevel = level("sourceMaxLevel", tr("Finest level"), values.maxLevel);
        auto* levels = new QHBoxLayout;
        levels->addWidget(m_minLevel, 1);
        levels->addWidget(new QLabel(QStringLiteral("–"), this));
        levels->addWidget(m_maxLevel, 1);
        form->addRow(tr("Levels"), levels);
        m_nodata = new QLineEdit(this);
        m_nodata->setObjectName(QStringLiteral("sourceNodata"));
        m_nodata->setText(QString::fromStdString(values.nodata));
        m_nodata->setPlaceholderText(tr("as the data say; or such as #000000, -9999"));
        form->addRow(tr("No data"), m_nodata);
        connect(m_nodata, &QLineEdit::editingFinished, this, &SourceSection::take);
    }
    m_problem->setObjectName(QStringLiteral("sourceProblem"));
    m_problem->setProperty("role", "problem");
    m_problem->setWordWrap(true);
    m_problem->hide();
    form->addRow(m_problem);
    connect(m_date, &QLineEdit::editingFinished, this, &SourceSection::take);
}

void SourceSection::take()
{
    Values values = m_values;
    QString problem;
    const std::string date = m_date->text().trimmed().toStdString();
    if (layers::isDate(date))
        values.date = date;
    else
        problem = tr("A date is a year, a month or a day: 2026, 2026-06 or 2026-06-01.");
    if (m_nodata != nullptr) {
        const std::string nodata = m_nodata->text().trimmed().toStdString();
        if (layers::isNodata(nodata))
            values.nodata = nodata;
        else
            problem = tr("What counts as no data is a colour such as #000000, or a number.");
        if (m_minLevel->value() <= m_maxLevel->value()) {
            values.minLevel = m_minLevel->value();
            values.maxLevel = m_maxLevel->value();
        } else {
            problem = tr("The coarsest level is not finer than the finest.");
        }
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (values == m_values)
        return;
    m_values = values;
    emit changed(values);
}

} // namespace guanjing::app
