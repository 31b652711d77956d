#include "ui/failedrecords/remarkdialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

RemarkDialog::RemarkDialog(Subject subject, const QString &text, QWidget *parent)
    : QDialog(parent)
    , m_subject(subject)
    , m_text(new QLineEdit(text, this))
{
    const int step = theme::step();
    const bool isOwner = subject == Subject::Owner;
    setWindowTitle(isOwner ? tr("Assign records") : tr("Note about records"));
    m_text->setMinimumWidth(step * 50);
    m_text->setPlaceholderText(isOwner ? tr("A name; empty for nobody") : tr("Empty removes the note"));
    m_text->selectAll();
    auto *cancel = buttons::secondary(tr("Cancel"), {}, this);
    auto *save = buttons::primary(isOwner ? tr("&Assign") : tr("&Save note"), {}, this);
    save->setDefault(true);
    auto *actions = new QHBoxLayout;
    actions->addStretch(1);
    actions->addWidget(cancel);
    actions->addWidget(save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    addFormField(column, isOwner ? tr("&Who takes care of it") : tr("&Note"), m_text);
    column->addLayout(actions);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(save, &QPushButton::clicked, this, &QDialog::accept);
}

FailureRemark RemarkDialog::remark() const
{
    FailureRemark remark;
    const QString text = m_text->text().trimmed();
    if (m_subject == Subject::Owner)
        remark.assignee = text;
    else
        remark.note = text;
    return remark;
}

} // namespace uds
