#include "ui/widgets/scrollcolumn.h"

#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

ScrollColumn::ScrollColumn(const QString &name, QWidget *parent)
    : QScrollArea(parent)
{
    auto *content = new QWidget(this);
    content->setObjectName(u"scrollContent"_s);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, theme::step() / 2, theme::step() * 2);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(name);
    setFocusPolicy(Qt::NoFocus);
}

} // namespace uds
