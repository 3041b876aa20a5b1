#include "tests/house/HouseRules.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <functional>

namespace guanjing::test {
namespace {

struct Include {
    QString file;
    int line = 0;
    QString target;
    bool quoted = false;
};

const QStringList& modules()
{
    static const QStringList kLowestFirst{"geodata", "layers", "render", "app"};
    return kLowestFirst;
}

QList<Include> includesOf(const QString& file, const QString& text)
{
    static const QRegularExpression pattern(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
    QList<Include> found;
    const QStringList lines = text.split('\n');
    for (int i = 0; i < lines.size(); ++i) {
        const QRegularExpressionMatch match = pattern.match(lines[i]);
        if (match.hasMatch())
            found.append({file, i + 1, match.captured(2), match.captured(1) == "\""});
    }
    return found;
}

QString moduleOf(const QString& path) { return path.section('/', 0, 0); }
QString roomOf(const QString& path) { return path.count('/') >= 2 ? path.section('/', 1, 1) : QString(); }

bool isQt(const QString& target) { return QRegularExpression("^(Q[A-Za-z0-9]|qt|qpa)").match(target).hasMatch(); }
bool isOsg(const QString& target) { return QRegularExpression("^(osg|OpenThreads)").match(target).hasMatch(); }
bool isGenerated(const QString& target)
{
    return target.endsWith(".moc") || target.section('/', -1).startsWith("moc_");
}

QString at(const Include& include, const QString& what)
{
    return QStringLiteral("%1:%2: %3 (%4)").arg(include.file).arg(include.line).arg(what, include.target);
}

QString quotedBreach(const Include& include, const SourceTree& tree)
{
    const QString from = moduleOf(include.file), to = moduleOf(include.target);
    if (isGenerated(include.target))
        return {};
    const bool isOptional = tree[include.file].contains("__has_include(\"" + include.target + "\")");
    if (!tree.contains(include.target) && !isOptional)
        return "not the path of a file from the root";
    if (from == "tests")
        return {};
    if (to == "tests")
        return "the program needs its tests";
    if (modules().indexOf(to) > modules().indexOf(from))
        return from + " may not need " + to;
    return {};
}

QString foreignBreach(const Include& include)
{
    const QString module = moduleOf(include.file);
    const bool isTest = module == "tests";
    if (isQt(include.target) && module != "app" && !isTest)
        return "Qt outside app";
    const bool isRenderTest = isTest
        && (roomOf(include.file).startsWith("render") || roomOf(include.file) == "bench"
            || roomOf(include.file) == "images");
    if (isOsg(include.target) && module != "render" && !isRenderTest)
        return "OpenSceneGraph outside render";
    return {};
}

bool isStandardHeader(const QString& target)
{
    static const QRegularExpression standard("^[a-z_0-9]+$"); // <vector>, <cstdint>; foreign ones have a folder or .h
    return standard.match(target).hasMatch();
}

} // namespace

SourceTree readSourceTree(const QString& root)
{
    SourceTree tree;
    for (const char* module : {"app", "render", "layers", "geodata", "tests"}) {
        QDirIterator files(root + "/" + module, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                tree.insert(file.fileName().mid(root.size() + 1), QString::fromUtf8(file.readAll()));
        }
    }
    return tree;
}

QStringList includeBreaches(const SourceTree& tree)
{
    QStringList breaches;
    for (auto file = tree.begin(); file != tree.end(); ++file) {
        for (const Include& include : includesOf(file.key(), file.value())) {
            const QString breach = include.quoted ? quotedBreach(include, tree) : foreignBreach(include);
            if (!breach.isEmpty())
                breaches << at(include, breach);
        }
    }
    return breaches;
}

QStringList roomCycles(const SourceTree& tree)
{
    QMap<QString, QSet<QString>> needs; // "layers/live" → rooms of the same module
    for (auto file = tree.begin(); file != tree.end(); ++file) {
        const QString module = moduleOf(file.key()), room = roomOf(file.key());
        if (module == "tests" || room.isEmpty())
            continue;
        for (const Include& include : includesOf(file.key(), file.value())) {
            const QString other = roomOf(include.target);
            if (include.quoted && moduleOf(include.target) == module && !other.isEmpty() && other != room)
                needs[module + "/" + room].insert(module + "/" + other);
        }
    }
    QStringList cycles, path;
    QSet<QString> done;
    const std::function<void(const QString&)> visit = [&](const QString& room) {
        if (const qsizetype begin = path.indexOf(room); begin >= 0) {
            QStringList names;
            for (const QString& step : path.mid(begin) + QStringList{room})
                names << roomOf(step + "/");
            cycles << moduleOf(room) + ": " + names.join(" -> ");
            return;
        }
        if (done.contains(room))
            return;
        path << room;
        QStringList next = needs[room].values();
        next.sort();
        for (const QString& other : next)
            visit(other);
        path.removeLast();
        done.insert(room);
    };
    const QStringList rooms = needs.keys();
    for (const QString& room : rooms)
        visit(room);
    return cycles;
}

QStringList foreignHeaderBreaches(const SourceTree& tree)
{
    QMap<QString, QString> shows; // header → the foreign header that it brings along
    for (auto file = tree.begin(); file != tree.end(); ++file) {
        const QString module = moduleOf(file.key());
        if (!file.key().endsWith(".h"))
            continue;
        for (const Include& include : includesOf(file.key(), file.value())) {
            const QString& target = include.target;
            const bool isOurs = include.quoted || isStandardHeader(target) || target.startsWith("glm/")
                || target == "tl/expected.hpp" || (module == "app" && isQt(target))
                || (module == "render" && isOsg(target));
            if (!isOurs)
                shows.insert(file.key(), target);
        }
    }
    for (bool isGrowing = true; isGrowing;) {
        isGrowing = false;
        for (auto file = tree.begin(); file != tree.end(); ++file) {
            if (!file.key().endsWith(".h") || shows.contains(file.key()))
                continue;
            for (const Include& include : includesOf(file.key(), file.value())) {
                if (shows.contains(include.target) && !shows.contains(file.key())) {
                    shows.insert(file.key(), shows[include.target]);
                    isGrowing = true;
                }
            }
        }
    }
    QStringList breaches;
    for (auto file = tree.begin(); file != tree.end(); ++file) {
        const QString room = moduleOf(file.key()) + "/" + roomOf(file.key());
        for (const Include& include : includesOf(file.key(), file.value())) {
            const QString other = moduleOf(include.target) + "/" + roomOf(include.target);
            if (moduleOf(file.key()) != "tests" && include.quoted && other != room && shows.contains(include.target))
                breaches << at(include, "brings <" + shows[include.target] + "> into another room");
        }
    }
    return breaches;
}

QStringList unguardedHeaders(const SourceTree& tree)
{
    QStringList headers;
    for (auto file = tree.begin(); file != tree.end(); ++file) {
        if (file.key().endsWith(".h") && !file.value().contains("#pragma once\n"))
            headers << file.key();
    }
    return headers;
}

QStringList longFiles(const SourceTree& tree, int limit)
{
    QStringList files;
    for (auto file = tree.begin(); file != tree.end(); ++file) {
        const qsizetype lines = file.value().count('\n');
        if (lines > limit)
            files << QStringLiteral("%1: %2 lines").arg(file.key()).arg(lines);
    }
    return files;
}

} // namespace guanjing::test
