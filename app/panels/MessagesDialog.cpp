#include "app/panels/MessagesDialog.h"

#include "app/services/ErrorText.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace guanjing::app {

MessagesDialog::MessagesDialog(const QString& sourceName, const std::vector<Error>& errors, std::uint64_t errorCount,
                               QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("messagesDialog"));
    setWindowTitle(tr("Messages: %1").arg(sourceName));
    resize(620, 320);
    auto* heading = new QLabel(this);
    heading->setWordWrap(true);
    if (errors.empty())
        heading->setText(tr("No messages. This layer works as it should."));
    else if (errorCount > errors.size())
        heading->setText(tr("%Ln message(s) in all; the latest are shown.", nullptr, static_cast<int>(errorCount)));
    else
        heading->setText(tr("%Ln message(s)", nullptr, static_cast<int>(errorCount)));
    auto* list = new QListWidget(this);
    list->setObjectName(QStringLiteral("messagesList"));
    list->setWordWrap(true);
    list->setAlternatingRowColors(false);
    QStringList lines;
    for (auto error = errors.rbegin(); error != errors.rend(); ++error)
        lines << errorText(*error);
    list->addItems(lines);
    list->setVisible(!errors.empty());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (!errors.empty()) {
        auto* copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
        connect(copy, &QPushButton::clicked, this, [lines] { QApplication::clipboard()->setText(lines.join(u'\n')); });
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addWidget(list, 1);
    if (errors.empty())
        layout->addStretch();
    layout->addWidget(buttons);
}

} // namespace guanjing::app
