#include "app/panels/MessagesDialog.h"

#include "app/services/ErrorText.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextEdit>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

constexpr double kParagraphGap = 8.0;

} // namespace

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
    QStringList lines;
    for (auto error = errors.rbegin(); error != errors.rend(); ++error)
        lines << errorText(*error);
    auto* text = new QTextEdit(this);
    text->setObjectName(QStringLiteral("messagesText"));
    text->setAccessibleName(tr("Messages"));
    text->setReadOnly(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    QTextCursor cursor(text->document());
    QTextBlockFormat paragraph;
    paragraph.setBottomMargin(kParagraphGap);
    cursor.setBlockFormat(paragraph);
    cursor.insertText(lines.join(u'\n')); // each message a paragraph
    text->moveCursor(QTextCursor::Start);
    text->setVisible(!errors.empty());
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (!errors.empty()) {
        auto* copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
        copy->setObjectName(QStringLiteral("messagesCopy"));
        copy->setAutoDefault(false);
        connect(copy, &QPushButton::clicked, this, [lines] { QApplication::clipboard()->setText(lines.join(u'\n')); });
        auto* all = buttons->addButton(tr("Select all"), QDialogButtonBox::ActionRole);
        all->setAutoDefault(false);
        connect(all, &QPushButton::clicked, text, [text] {
            text->selectAll();
            text->setFocus();
        });
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addWidget(text, 1);
    if (errors.empty())
        layout->addStretch();
    layout->addWidget(buttons);
}

} // namespace guanjing::app
