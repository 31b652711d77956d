#include "ui/widgets/icons.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace uds::icons {

using namespace Qt::StringLiterals;

namespace {

QByteArray source(const QString &name)
{
    static QHash<QString, QByteArray> cache;
    const auto known = cache.constFind(name);
    if (known != cache.constEnd())
        return known.value();
    QFile file(u":/icons/"_s + name + u".svg"_s);
    const QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    cache.insert(name, svg);
    return svg;
}

// Asks the theme when it paints, so that a switch between light and dark needs no new icons.
class RoleIconEngine final : public QIconEngine {
public:
    RoleIconEngine(QString name, theme::Role role)
        : m_name(std::move(name))
        , m_role(role)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const theme::Role role = mode == QIcon::Disabled ? theme::Role::BorderStrong : m_role;
        // Buttons ask for wider icons than they are high: the rest is the distance to the text.
        const QRect square(rect.topLeft(), QSize(rect.height(), rect.height()));
        icons::paint(*painter, square, m_name, theme::color(role, QApplication::palette()));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, pixmap.rect(), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new RoleIconEngine(*this); }

private:
    QString m_name;
    theme::Role m_role;
};

} // namespace

QIcon icon(const QString &name, theme::Role role)
{
    return QIcon(new RoleIconEngine(name, role));
}

QString forTone(Tone tone)
{
    switch (tone) {
    case Tone::Neutral: return u"minus"_s;
    case Tone::Info: return u"info"_s;
    case Tone::Success: return u"check"_s;
    case Tone::Warning: return u"failed"_s;
    case Tone::Failure: return u"cross"_s;
    }
    Q_UNREACHABLE();
}

void paint(QPainter &painter, const QRect &rect, const QString &name, const QColor &color)
{
    QByteArray svg = source(name);
    svg.replace("#000000", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    renderer.render(&painter, rect);
}

} // namespace uds::icons
