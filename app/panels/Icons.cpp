#include "app/panels/Icons.h"

#include "app/panels/Theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QToolButton>

static void initializeIconResources()
{
    // Q_INIT_RESOURCE must stand outside any namespace.
    Q_INIT_RESOURCE(icons);
}

namespace guanjing::app {

namespace {

class ThemedIconEngine final : public QIconEngine {
public:
    explicit ThemedIconEngine(QString name) : m_name(std::move(name)) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override
    {
        const double ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
        painter->drawPixmap(rect,
                            themedPixmap(m_name, colorFor(mode, state), qMin(rect.width(), rect.height()), ratio));
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return themedPixmap(m_name, colorFor(mode, state), qMin(size.width(), size.height()), 1.0);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        // Qt passes the size in device pixels here.
        return pixmap(size, mode, state);
    }
    QIconEngine* clone() const override { return new ThemedIconEngine(m_name); }
    QString key() const override { return QStringLiteral("guanjing-themed"); }

private:
    static QColor colorFor(QIcon::Mode mode, QIcon::State state)
    {
        const ThemeColors& colors = themeColors();
        if (mode == QIcon::Disabled) {
            QColor dim = colors.secondary;
            dim.setAlpha(110);
            return dim;
        }
        return state == QIcon::On ? colors.accent : colors.text;
    }
    QString m_name;
};

} // namespace

void initializeResources() { initializeIconResources(); }

QIcon themedIcon(const QString& name) { return QIcon(new ThemedIconEngine(name)); }

QPixmap themedPixmap(const QString& name, const QColor& color, int sizePixels, double devicePixelRatio)
{
    const QString key =
        QStringLiteral("gj/%1/%2/%3/%4").arg(name, color.name(QColor::HexArgb)).arg(sizePixels).arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    const int side = qMax(1, qRound(sizePixels * devicePixelRatio));
    pixmap = QPixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QToolButton* makeToolButton(QWidget* parent, const QString& name, const QString& icon)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(themedIcon(icon));
    button->setIconSize(QSize(18, 18));
    button->setAutoRaise(true);
    return button;
}

} // namespace guanjing::app
