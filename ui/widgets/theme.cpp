#include "ui/widgets/theme.h"

#include <QApplication>
#include <QColor>
#include <QFile>
#include <QFontInfo>
#include <QFontMetrics>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

#include <array>

namespace uds::theme {

using namespace Qt::StringLiterals;

namespace {

struct Shade {
    const char *token; ///< as written in app.qss
    QRgb light;
    QRgb dark;
};

// In the order of Role. Text colours keep at least 4.5:1 on Page and Surface; the soft colours carry their
// own text.
constexpr std::array<Shade, 19> kShades{{
    {"page", 0xfff6f7f9, 0xff14171c},
    {"surface", 0xffffffff, 0xff1c2027},
    {"surface-alt", 0xfff0f2f6, 0xff272c35},
    {"sidebar", 0xffeceff4, 0xff101318},
    {"border", 0xffe1e5eb, 0xff2c323b},
    {"border-strong", 0xffc3cad4, 0xff485160},
    {"text", 0xff1b2330, 0xffe7eaef},
    {"muted", 0xff586374, 0xff9ca6b5},
    {"accent", 0xff2456c8, 0xff3a6ce0},
    {"accent-hover", 0xff1f4bb0, 0xff2f5dcb},
    {"on-accent", 0xffffffff, 0xffffffff},
    {"accent-text", 0xff1f4bb0, 0xff93b4ff},
    {"accent-soft", 0xffe3ebfc, 0xff202d4b},
    {"success", 0xff176f34, 0xff7bd88f},
    {"success-soft", 0xffe2f4e7, 0xff1a3123},
    {"warning", 0xff7d5200, 0xfff2c14e},
    {"warning-soft", 0xfffcf0d3, 0xff372c13},
    {"failure", 0xffab241c, 0xffff9a91},
    {"failure-soft", 0xfffce7e5, 0xff3e2120},
}};

QColor shade(Role role, bool dark)
{
    const Shade &found = kShades.at(size_t(role));
    return QColor::fromRgb(dark ? found.dark : found.light);
}

QPalette paletteFor(bool dark)
{
    const auto role = [dark](Role wanted) { return shade(wanted, dark); };
    QPalette palette(role(Role::Text), role(Role::Surface), role(Role::BorderStrong), role(Role::Border),
        role(Role::BorderStrong), role(Role::Text), role(Role::OnAccent), role(Role::Surface),
        role(Role::Page));
    palette.setColor(QPalette::AlternateBase, role(Role::SurfaceAlt));
    palette.setColor(QPalette::Highlight, role(Role::Accent));
    palette.setColor(QPalette::HighlightedText, role(Role::OnAccent));
    palette.setColor(QPalette::PlaceholderText, role(Role::Muted));
    palette.setColor(QPalette::ToolTipBase, role(Role::Surface));
    palette.setColor(QPalette::ToolTipText, role(Role::Text));
    palette.setColor(QPalette::Link, role(Role::AccentText));
    for (const auto text : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, text, role(Role::BorderStrong));
    return palette;
}

QString readStyleSheet(bool dark)
{
    QFile file(u":/app.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    for (const Shade &shade : kShades) {
        const QColor value = QColor::fromRgb(dark ? shade.dark : shade.light);
        sheet.replace(u'@' + QLatin1StringView(shade.token) + u'@', value.name());
    }
    const double body = QFontInfo(QApplication::font()).pointSizeF();
    sheet.replace(u"@title@"_s, QString::number(body * 1.55, 'f', 1));
    sheet.replace(u"@heading@"_s, QString::number(body * 1.12, 'f', 1));
    sheet.replace(u"@caption@"_s, QString::number(body * 0.92, 'f', 1));
    sheet.replace(u"@half@"_s, QString::number(step() / 2));
    sheet.replace(u"@one@"_s, QString::number(step()));
    sheet.replace(u"@two@"_s, QString::number(step() * 2));
    sheet.replace(u"@three@"_s, QString::number(step() * 3));
    sheet.replace(u"@arrow@"_s, QString::number(iconSize() * 3 / 4));
    // Item views draw their text this much inside of the padding.
    const int itemMargin = QApplication::style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1;
    sheet.replace(u"@cell@"_s, QString::number(step() + itemMargin));
    return sheet;
}

// The fallback font of a bare X11 is very wide; its condensed cut reads calmer. Real system fonts are left
// alone.
void calmFallbackFont()
{
    QFont font = QApplication::font();
    if (QFontInfo(font).family() != "DejaVu Sans"_L1)
        return;
    font.setFamilies({u"DejaVu Sans Condensed"_s, font.family()});
    font.setPointSizeF(10);
    QApplication::setFont(font);
}

} // namespace

void apply(QApplication &application, Choice choice)
{
    static const bool systemIsDark = isDark(QApplication::palette());
    const bool dark = choice == Choice::Dark || (choice == Choice::System && systemIsDark);
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    calmFallbackFont();
    QApplication::setPalette(paletteFor(dark));
    application.setStyleSheet(readStyleSheet(dark));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

QColor color(Role role, const QPalette &palette)
{
    return shade(role, isDark(palette));
}

Role foreground(Tone tone)
{
    switch (tone) {
    case Tone::Neutral: return Role::Muted;
    case Tone::Info: return Role::AccentText;
    case Tone::Success: return Role::Success;
    case Tone::Warning: return Role::Warning;
    case Tone::Failure: return Role::Failure;
    }
    Q_UNREACHABLE();
}

Role background(Tone tone)
{
    switch (tone) {
    case Tone::Neutral: return Role::SurfaceAlt;
    case Tone::Info: return Role::AccentSoft;
    case Tone::Success: return Role::SuccessSoft;
    case Tone::Warning: return Role::WarningSoft;
    case Tone::Failure: return Role::FailureSoft;
    }
    Q_UNREACHABLE();
}

int step()
{
    return QFontMetrics(QApplication::font()).height() / 2;
}

int iconSize()
{
    return QFontMetrics(QApplication::font()).height();
}

} // namespace uds::theme
