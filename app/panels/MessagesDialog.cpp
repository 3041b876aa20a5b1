#include "app/panels/MessagesDialog.h"

#include "app/services/ErrorText.h"
#include "app/services/Language.h"
#include "geodata/net/Url.h"
#include "layers/scene/SceneEngine.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace guanjing::app {

namespace {

constexpr double kParagraphGap = 8.0;

/// What kept a source waiting stays its trouble once it has been given up, when
/// it is among the errors as well; then it may name another file of the same
/// server.
bool isAmongErrors(const Error& trouble, const layers::SourceStatus& status)
{
    const auto isAlike = [&](const layers::ErrorKind& kind) {
        const Error& error = kind.first;
        return error.code == trouble.code && error.reason == trouble.reason
            && (error.source == trouble.source
                || (isHttpUrl(error.source) && originOf(error.source) == originOf(trouble.source)))
            && (trouble.reason == ErrorReason::HttpStatus
                    ? error.first == trouble.first
                    : trouble.reason != ErrorReason::None || error.detail == trouble.detail);
    };
    return std::any_of(status.errorKinds.begin(), status.errorKinds.end(), isAlike);
}

struct SourceMessages {
    QStringList lines;
    std::uint64_t count = 0;
};

SourceMessages messagesOf(const layers::SourceStatus& status)
{
    SourceMessages messages;
    const bool hasTrouble = status.trouble && !isAmongErrors(*status.trouble, status);
    messages.count = status.errorCount + (hasTrouble ? 1 : 0) + (status.hasNoPlace ? 1 : 0);
    if (hasTrouble)
        messages.lines << errorText(*status.trouble);
    if (status.hasNoPlace)
        messages.lines << noPlaceText();
    for (auto kind = status.errorKinds.rbegin(); kind != status.errorKinds.rend(); ++kind) {
        messages.lines << errorText(kind->first);
        if (kind->count > 1)
            messages.lines.last() += QChar::LineSeparator + moreLikeItText(kind->count - 1);
    }
    return messages;
}

} // namespace

MessagesDialog::MessagesDialog(const QString& sourceName, const layers::SourceStatus& status, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Messages: %1").arg(sourceName));
    const SourceMessages messages = messagesOf(status);
    build(messages.count == 0 ? tr("No messages. This layer works as it should.")
                              : withThinGroups(tr("%Ln message(s)", nullptr, static_cast<int>(messages.count))),
          messages.lines);
}

MessagesDialog::MessagesDialog(const QStringList& notices, const std::vector<layers::SourceStatus>& sources,
                               QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Messages"));
    QStringList lines = notices;
    auto count = static_cast<std::uint64_t>(notices.size());
    for (const layers::SourceStatus& source : sources) {
        const SourceMessages messages = messagesOf(source);
        count += messages.count;
        for (const QString& line : messages.lines)
            lines << tr("Layer %1: %2", "name of a layer: what is wrong with it")
                         .arg(QString::fromStdString(source.name), line);
    }
    build(count == 0 ? tr("No messages since the program was started.")
                     : withThinGroups(tr("%Ln message(s)", nullptr, static_cast<int>(count))),
          lines);
}

void MessagesDialog::build(const QString& headingText, const QStringList& lines)
{
    setObjectName(QStringLiteral("messagesDialog"));
    auto* heading = new QLabel(headingText, this);
    heading->setWordWrap(true);
    const bool isEmpty = lines.isEmpty();
    resize(isEmpty ? QSize(380, 110) : QSize(620, 320));
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
    text->setVisible(!isEmpty);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (!isEmpty) {
        auto* copy = buttons->addButton(tr("Copy all"), QDialogButtonBox::ActionRole);
        copy->setObjectName(QStringLiteral("messagesCopy"));
        copy->setAutoDefault(false);
        connect(copy, &QPushButton::clicked, text, [text] { QApplication::clipboard()->setText(text->toPlainText()); });
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
    if (isEmpty)
        layout->addStretch();
    layout->addWidget(buttons);
}

} // namespace guanjing::app
