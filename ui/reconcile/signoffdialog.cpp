#include "ui/reconcile/signoffdialog.h"

#include "ui/reconcile/reconcilewords.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

SignOffDialog::SignOffDialog(const ReconcileOutcome &outcome, QWidget *parent)
    : QDialog(parent)
    , m_fingerprint(outcome.result.fingerprint)
    , m_signer(new QLineEdit(this))
    , m_note(new QLineEdit(this))
{
    setWindowTitle(tr("Sign off the period"));
    m_signer->setPlaceholderText(tr("Empty: whoever uses this program now"));
    m_note->setPlaceholderText(tr("For example: checked against the payout reports"));
    m_note->setMinimumWidth(theme::step() * 50);
    arrange(outcome);
}

void SignOffDialog::arrange(const ReconcileOutcome &outcome)
{
    const int step = theme::step();
    const Reconciliation &result = outcome.result;
    auto *heading = new PlainLabel(
        tr("%1, %2").arg(outcome.stream, ReconcileWords::period(result.period.from, result.period.to)),
        PlainLabel::Style::Heading, this);
    auto *verdict = new PlainLabel(ReconcileWords::verdict(result), PlainLabel::Style::Body, this);
    if (result.openCount() > 0)
        verdict->setTone(Tone::Warning);
    auto *promise = new PlainLabel(
        tr("A later change of this period is marked in the list of signed periods and raises an alert."),
        PlainLabel::Style::Caption, this);
    promise->setWordWrap(true);
    auto *cancel = buttons::secondary(tr("Cancel"), {}, this);
    auto *sign = buttons::primary(result.openCount() == 0
            ? tr("&Sign off")
            : tr("&Sign off with %Ln difference(s)", nullptr, result.openCount()),
        {}, this);
    (result.openCount() == 0 ? sign : cancel)->setDefault(true);
    auto *actions = new QHBoxLayout;
    actions->addStretch(1);
    actions->addWidget(cancel);
    actions->addWidget(sign);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addWidget(heading);
    column->addWidget(verdict);
    addFormField(column, tr("&Note"), m_note);
    addFormField(column, tr("Signed &by"), m_signer);
    column->addWidget(promise);
    column->addLayout(actions);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(sign, &QPushButton::clicked, this, &QDialog::accept);
}

SignOffNote SignOffDialog::note() const
{
    return {m_signer->text().trimmed(), m_note->text().trimmed(), m_fingerprint};
}

} // namespace uds
