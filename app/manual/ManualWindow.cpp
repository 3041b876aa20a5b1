#include "app/manual/ManualWindow.h"

#include "app/manual/ManualPage.h"
#include "app/panels/Icons.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace guanjing::app {

namespace {

constexpr int kPlace = Qt::UserRole; ///< of an entry of the contents: "layers.html#opacity"

QString languageInForce()
{
    return QLocale().language() == QLocale::English ? QStringLiteral("en") : QStringLiteral("zh");
}

QString placeOf(const ManualSection& section)
{
    return section.anchor.isEmpty() ? section.page : section.page + u'#' + section.anchor;
}

QString placeOf(const QUrl& url) { return url.hasFragment() ? url.fileName() + u'#' + url.fragment() : url.fileName(); }

} // namespace

ManualWindow::ManualWindow(QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_bar(new QToolBar(this))
    , m_search(new QLineEdit(this))
    , m_side(new QStackedWidget(this))
    , m_contents(new QTreeWidget(this))
    , m_hits(new QListWidget(this))
    , m_page(new ManualPage(this))
{
    setObjectName(QStringLiteral("manualWindow"));
    setAttribute(Qt::WA_QuitOnClose, false);
    setWindowIcon(QIcon(QStringLiteral(":/icons/guanjing.svg")));
    m_page->setObjectName(QStringLiteral("manualPage"));
    m_contents->setObjectName(QStringLiteral("manualContents"));
    m_contents->setHeaderHidden(true);
    m_contents->setExpandsOnDoubleClick(false);
    m_contents->setIndentation(14);
    m_hits->setObjectName(QStringLiteral("manualHits"));
    m_hits->setWordWrap(true);
    m_search->setObjectName(QStringLiteral("manualSearch"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setMaximumWidth(320);

    m_back = m_bar->addAction(themedIcon(QStringLiteral("back")), QString(), m_page, &QTextBrowser::backward);
    m_forward = m_bar->addAction(themedIcon(QStringLiteral("forward")), QString(), m_page, &QTextBrowser::forward);
    m_first = m_bar->addAction(themedIcon(QStringLiteral("home")), QString(), this, [this] { open({}); });
    m_back->setShortcut(QKeySequence::Back);
    m_forward->setShortcut(QKeySequence::Forward);
    m_back->setEnabled(false);
    m_forward->setEnabled(false);
    m_bar->setIconSize(QSize(20, 20));
    auto* spring = new QWidget;
    spring->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_bar->addWidget(spring);
    m_bar->addWidget(m_search);
    auto* find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    addAction(find);
    connect(find, &QAction::triggered, m_search, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });

    m_hits->setSpacing(4);
    m_side->setContentsMargins(8, 10, 0, 8);
    m_side->addWidget(m_contents);
    m_side->addWidget(m_hits);
    auto* splitter = new QSplitter(this);
    splitter->addWidget(m_side);
    splitter->addWidget(m_page);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({260, 820});
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(splitter, 1);

    connect(m_page, &QTextBrowser::backwardAvailable, m_back, &QAction::setEnabled);
    connect(m_page, &QTextBrowser::forwardAvailable, m_forward, &QAction::setEnabled);
    connect(m_page, &QTextBrowser::sourceChanged, this, &ManualWindow::selectInContents);
    const auto openEntry = [this](QTreeWidgetItem* item) {
        if (item && item->data(0, kPlace).toString() != page())
            open(item->data(0, kPlace).toString());
    };
    connect(m_contents, &QTreeWidget::itemClicked, this, openEntry);
    connect(m_contents, &QTreeWidget::itemActivated, this, openEntry);
    connect(m_hits, &QListWidget::currentRowChanged, this, &ManualWindow::openHit);
    connect(m_hits, &QListWidget::itemClicked, this, [this] { openHit(m_hits->currentRow()); });
    connect(m_search, &QLineEdit::textChanged, this, &ManualWindow::search);

    const QSize room = screen() ? screen()->availableSize() - QSize(16, 48) : QSize(1120, 780);
    resize(QSize(1120, 780).boundedTo(room));
    read();
}

ManualWindow::~ManualWindow() = default;

void ManualWindow::read()
{
    const QString shown = page();
    m_manual = std::make_unique<Manual>(languageInForce());
    retranslate();
    m_contents->clear();
    QTreeWidgetItem* chapter = nullptr;
    for (const ManualSection& section : m_manual->sections()) {
        auto* item = new QTreeWidgetItem({section.title});
        item->setData(0, kPlace, placeOf(section));
        if (section.level == 1 || !chapter) {
            m_contents->addTopLevelItem(item);
            chapter = item;
        } else {
            chapter->addChild(item);
        }
    }
    search(m_search->text());
    open(shown);
}

void ManualWindow::open(const QString& page)
{
    m_page->setSource(
        QUrl(Manual::address(m_manual->language(), page.isEmpty() ? QStringLiteral("index.html") : page)));
}

QString ManualWindow::page() const { return placeOf(m_page->source()); }

void ManualWindow::selectInContents(const QUrl& shown)
{
    const QString place = placeOf(shown), file = shown.fileName();
    QTreeWidgetItem* best = nullptr;
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        QTreeWidgetItem* chapter = m_contents->topLevelItem(i);
        const bool isHere = chapter->data(0, kPlace).toString().section(u'#', 0, 0) == file;
        chapter->setExpanded(isHere);
        if (!isHere)
            continue;
        best = chapter;
        for (int k = 0; k < chapter->childCount(); ++k)
            if (chapter->child(k)->data(0, kPlace).toString() == place)
                best = chapter->child(k);
    }
    const QSignalBlocker blocker(m_contents);
    m_contents->setCurrentItem(best);
}

void ManualWindow::search(const QString& words)
{
    const QSignalBlocker blocker(m_hits);
    m_hits->clear();
    m_side->setCurrentWidget(words.trimmed().isEmpty() ? static_cast<QWidget*>(m_contents) : m_hits);
    m_page->mark({});
    if (words.trimmed().isEmpty())
        return;
    QString chapter;
    for (const Manual::Hit& hit : m_manual->find(words)) {
        const ManualSection& section = m_manual->sections()[hit.section];
        qsizetype first = hit.section;
        while (first > 0 && m_manual->sections()[first].level > 1)
            --first;
        const QString title = first == hit.section
            ? section.title
            : tr("%1: %2", "chapter: section").arg(m_manual->sections()[first].title, section.title);
        auto* item = new QListWidgetItem(title + u'\n' + hit.excerpt, m_hits);
        item->setData(kPlace, placeOf(section));
    }
    if (m_hits->count() == 0) {
        auto* none = new QListWidgetItem(tr("Nothing found."), m_hits);
        none->setFlags(Qt::NoItemFlags);
    }
}

void ManualWindow::openHit(int row)
{
    const QListWidgetItem* item = m_hits->item(row);
    if (!item || !item->data(kPlace).isValid())
        return;
    open(item->data(kPlace).toString());
    m_page->mark(Manual::wordsOf(m_search->text()));
}

void ManualWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && !m_search->text().isEmpty())
        m_search->clear();
    else if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

void ManualWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange && m_manual->language() != languageInForce())
        read();
    QWidget::changeEvent(event);
}

void ManualWindow::retranslate()
{
    setWindowTitle(tr("Guanjing: manual"));
    const auto name = [](QAction* action, const QString& text) {
        action->setText(text);
        action->setToolTip(
            action->shortcut().isEmpty()
                ? text
                : QStringLiteral("%1  (%2)").arg(text, action->shortcut().toString(QKeySequence::NativeText)));
    };
    name(m_back, tr("Back"));
    name(m_forward, tr("Forward"));
    name(m_first, tr("First page"));
    m_search->setPlaceholderText(tr("Search the manual"));
    m_contents->setAccessibleName(tr("Contents"));
    m_hits->setAccessibleName(tr("Places found"));
}

} // namespace guanjing::app
