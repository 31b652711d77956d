#include "ui/widgets/formfield.h"

#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace uds {

void addFormField(QVBoxLayout *column, const QString &heading, QWidget *control, const QString &help)
{
    auto *label = new PlainLabel(heading, PlainLabel::Style::Strong, control->parentWidget());
    label->setBuddy(control);
    control->setAccessibleName(QString(heading).remove(u'&'));
    control->setAccessibleDescription(help);
    auto *field = new QVBoxLayout;
    field->setSpacing(theme::step() / 2);
    field->addWidget(label);
    field->addWidget(control);
    if (!help.isEmpty()) {
        auto *caption = new PlainLabel(help, PlainLabel::Style::Caption, control->parentWidget());
        caption->setWordWrap(true);
        field->addWidget(caption);
    }
    column->addLayout(field);
}

} // namespace uds
