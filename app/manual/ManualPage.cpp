#include "app/manual/ManualPage.h"

#include "app/panels/Theme.h"
#include "geodata/tiles3d/ImageDecoder.h"

#include <QEvent>
#include <QScrollBar>
#include <QTextDocument>
#include <QTextFrame>

#include <algorithm>
#include <cstdint>

namespace guanjing::app {

namespace {

constexpr int kColumnPixels = 780; ///< lines longer than that are hard to read
constexpr int kPicturePixels = 720; ///< wider ones are shown smaller
constexpr int kMarginPixels = 28;

// %name% stands for a colour of the theme.
constexpr auto kPageStyle = R"(
h1 { font-size: 19pt; font-weight: 600; margin-top: 10px; margin-bottom: 12px; }
h2 { font-size: 13pt; font-weight: 600; margin-top: 26px; margin-bottom: 6px; color: %accent%; }
h3 { font-size: 10.5pt; font-weight: 600; margin-top: 16px; margin-bottom: 4px; }
p, li { line-height: 150%; }
p { margin-top: 6px; margin-bottom: 6px; }
p.picture { line-height: 100%; margin-bottom: 2px; }
p.caption { color: %secondary%; font-size: 9pt; margin-bottom: 14px; }
p.tip { background-color: %raised%; }
p.next { margin-top: 28px; color: %secondary%; }
a { color: %accent%; text-decoration: none; }
th { text-align: left; font-weight: 600; background-color: %raised%; }
td, th { border: 1px solid %border%; padding: 4px; }
table { border-collapse: collapse; border: 1px solid %border%; margin-top: 8px; margin-bottom: 8px; }
code, pre { font-family: "Noto Sans Mono CJK SC", "Noto Sans Mono", monospace; background-color: %raised%; }
kbd { font-family: "Noto Sans CJK SC"; background-color: %raised%; }
)";

/// WebP and PNG, without a plug-in of Qt.
QImage readPicture(const QByteArray& bytes)
{
    const ByteView view(reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                        static_cast<std::size_t>(bytes.size()));
    const auto decoded = tiles3d::decodeImage(view, "picture of the manual");
    if (!decoded)
        return {};
    const QImage picture(decoded->pixels.data(), decoded->width, decoded->height, 4 * decoded->width,
                         QImage::Format_RGBA8888);
    return picture.copy(); // the bytes go now
}

} // namespace

ManualPage::ManualPage(QWidget* parent) : QTextBrowser(parent)
{
    setOpenExternalLinks(true);
    setFrameShape(QFrame::NoFrame);
    setStyleSheet(QStringLiteral("QTextBrowser { background: palette(base); }"));
    QFont text = font();
    text.setPointSizeF(10.5);
    setFont(text);
    connect(this, &QTextBrowser::sourceChanged, this, &ManualPage::fitColumn);
}

QVariant ManualPage::loadResource(int type, const QUrl& name)
{
    if (type == QTextDocument::StyleSheetResource) {
        const ThemeColors& colors = themeColors();
        QString sheet = QString::fromLatin1(kPageStyle);
        const std::pair<const char*, QColor> names[] = {{"accent", colors.accent},
                                                        {"secondary", colors.secondary},
                                                        {"raised", colors.raised},
                                                        {"border", colors.border}};
        for (const auto& [word, color] : names)
            sheet.replace(u'%' + QLatin1String(word) + u'%', color.name());
        return sheet;
    }
    const QVariant found = QTextBrowser::loadResource(type, name); // which knows the page's folder
    if (type != QTextDocument::ImageResource)
        return found;
    QImage picture = readPicture(found.toByteArray());
    const double ratio = devicePixelRatioF();
    if (picture.width() > qRound(kPicturePixels * ratio)) {
        picture = picture.scaledToWidth(qRound(kPicturePixels * ratio), Qt::SmoothTransformation);
        picture.setDevicePixelRatio(ratio);
    }
    return picture;
}

void ManualPage::mark(const QStringList& words)
{
    QList<QTextEdit::ExtraSelection> marks;
    QTextCharFormat format;
    format.setBackground(themeColors().accent);
    format.setForeground(themeColors().onAccent);
    const int top = cursorForPosition(QPoint(kMarginPixels, 1)).position();
    int first = -1;
    for (const QString& word : words) {
        for (QTextCursor at = document()->find(word); !at.isNull(); at = document()->find(word, at)) {
            marks.append({at, format});
            if (at.selectionStart() >= top && (first < 0 || at.selectionStart() < first))
                first = at.selectionStart();
        }
    }
    setExtraSelections(marks);
    if (first < 0)
        return;
    QTextCursor place(document());
    place.setPosition(first);
    const QRect seen = cursorRect(place);
    if (seen.bottom() > viewport()->height()) // what was opened stays at the top where both can be seen
        verticalScrollBar()->setValue(verticalScrollBar()->value() + seen.top() - viewport()->height() / 3);
}

void ManualPage::fitColumn()
{
    QTextFrameFormat frame = document()->rootFrame()->frameFormat();
    const int spare = std::max(viewport()->width() - kColumnPixels - 2 * kMarginPixels, 0);
    const double right = kMarginPixels + spare;
    if (frame.leftMargin() == kMarginPixels && frame.rightMargin() == right)
        return;
    frame.setLeftMargin(kMarginPixels);
    frame.setRightMargin(right);
    frame.setTopMargin(kMarginPixels / 2.0);
    frame.setBottomMargin(kMarginPixels);
    document()->rootFrame()->setFrameFormat(frame);
}

void ManualPage::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    fitColumn();
}

void ManualPage::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::StyleChange && !source().isEmpty())
        reload();
}

} // namespace guanjing::app
