#include "ui/widgets/plainlabel.h"

#include <QStyle>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString styleName(PlainLabel::Style style)
{
    switch (style) {
    case PlainLabel::Style::Title: return u"title"_s;
    case PlainLabel::Style::Heading: return u"heading"_s;
    case PlainLabel::Style::Strong: return u"strong"_s;
    case PlainLabel::Style::Body: return u"body"_s;
    case PlainLabel::Style::Caption: return u"caption"_s;
    }
    Q_UNREACHABLE();
}

QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::Neutral: return u"neutral"_s;
    case Tone::Info: return u"info"_s;
    case Tone::Success: return u"success"_s;
    case Tone::Warning: return u"warning"_s;
    case Tone::Failure: return u"failure"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

PlainLabel::PlainLabel(const QString &text, Style style, QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setProperty("textStyle", styleName(style));
    setText(text);
}

PlainLabel::PlainLabel(Style style, QWidget *parent)
    : PlainLabel(QString(), style, parent)
{
}

void PlainLabel::setTone(Tone tone)
{
    setProperty("tone", toneName(tone));
    QLabel::style()->polish(this);
}

} // namespace uds
