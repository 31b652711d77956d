#include "ui/failedrecords/exclusiondialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

ExclusionDialog::ExclusionDialog(int records, QWidget *parent)
    : QDialog(parent)
    , m_reason(new QLineEdit(this))
    , m_ends(new QCheckBox(tr("Bring them back by &themselves on"), this))
    , m_end(new QDateEdit(QDate::currentDate().addDays(7), this))
{
    const int step = theme::step();
    setWindowTitle(tr("Exclude records"));
    m_end->setCalendarPopup(true);
    m_end->setMinimumDate(QDate::currentDate().addDays(1));
    m_end->setAccessibleName(tr("Day on which they come back"));
    m_end->setEnabled(false);
    m_reason->setMinimumWidth(step * 50);
    m_reason->setPlaceholderText(tr("For example: entered by hand in the books"));
    auto *note = new PlainLabel(
        tr("No run touches them. Both sides keep what they have."), PlainLabel::Style::Caption, this);
    auto *end = new QHBoxLayout;
    end->setSpacing(step);
    end->addWidget(m_ends);
    end->addWidget(m_end);
    end->addStretch(1);
    auto *cancel = buttons::secondary(tr("Cancel"), {}, this);
    auto *exclude = buttons::primary(tr("&Exclude %Ln record(s)", nullptr, records), u"exclude"_s, this);
    exclude->setDefault(true);
    auto *actions = new QHBoxLayout;
    actions->addStretch(1);
    actions->addWidget(cancel);
    actions->addWidget(exclude);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    addFormField(column, tr("&Reason"), m_reason);
    column->addLayout(end);
    column->addWidget(note);
    column->addLayout(actions);
    connect(m_ends, &QCheckBox::toggled, m_end, &QWidget::setEnabled);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(exclude, &QPushButton::clicked, this, &QDialog::accept);
}

FailureExclusion ExclusionDialog::exclusion() const
{
    FailureExclusion exclusion;
    exclusion.reason = m_reason->text().trimmed();
    if (m_ends->isChecked())
        exclusion.untilUtc = m_end->date().startOfDay().toUTC();
    return exclusion;
}

} // namespace uds
