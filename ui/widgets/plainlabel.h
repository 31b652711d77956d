#pragma once

#include "ui/widgets/tone.h"

#include <QLabel>

namespace uds {

/// A label that shows its text as it is: markup in remote text stays visible as characters.
class PlainLabel final : public QLabel {
    Q_OBJECT

public:
    enum class Style { Title, Heading, Strong, Body, Caption };

    explicit PlainLabel(const QString &text, Style style = Style::Body, QWidget *parent = nullptr);
    explicit PlainLabel(Style style = Style::Body, QWidget *parent = nullptr);

    void setTone(Tone tone);
};

} // namespace uds
