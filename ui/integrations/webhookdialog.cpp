#include "ui/integrations/webhookdialog.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

void addField(QVBoxLayout &column, const QString &text, QLineEdit *editor, const QString &help)
{
    auto *label = new PlainLabel(text, PlainLabel::Style::Strong, editor->parentWidget());
    label->setBuddy(editor);
    editor->setAccessibleName(QString(text).remove(u'&'));
    editor->setAccessibleDescription(help);
    auto *hint = new PlainLabel(help, PlainLabel::Style::Caption, editor->parentWidget());
    hint->setWordWrap(true);
    column.addWidget(label);
    column.addWidget(editor);
    column.addWidget(hint);
    column.addSpacing(theme::step());
}

} // namespace

WebhookDialog::WebhookDialog(const WebhookSummary &webhooks, QWidget *parent)
    : QDialog(parent)
    , m_integration(webhooks.integration)
    , m_url(new QLineEdit(this))
    , m_secret(new QLineEdit(this))
    , m_byHand(new QCheckBox(tr("I enter the address at the platform &myself"), this))
    , m_delivery(new QLineEdit(this))
    , m_problem(new PlainLabel(PlainLabel::Style::Body, this))
    , m_cancel(buttons::secondary(tr("&Cancel"), {}, this))
    , m_enable(buttons::primary(tr("&Enable"), {}, this))
    , m_form(makeForm())
    , m_result(makeResult())
{
    setWindowTitle(tr("Webhooks of %1").arg(m_integration));
    arrange();
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_enable, &QPushButton::clicked, this, &WebhookDialog::enable);
    connect(m_url, &QLineEdit::textChanged, this, &WebhookDialog::updateActions);
    updateActions();
}

QWidget *WebhookDialog::makeForm()
{
    auto *form = new QWidget(this);
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::step() / 2);
    m_url->setParent(form);
    m_url->setObjectName(u"publicUrl"_s);
    m_url->setPlaceholderText(u"https://hooks.example.com"_s);
    m_url->setInputMethodHints(Qt::ImhUrlCharactersOnly);
    m_secret->setParent(form);
    m_secret->setObjectName(u"webhookSecret"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    addField(*column, tr("&Public address"), m_url,
        tr("The https address of your tunnel or reverse proxy, which passes on to this computer."));
    addField(*column, tr("&Verifier token or secret (optional)"), m_secret,
        tr("What the platform signs with. QuickBooks: the verifier token from your app's webhooks page. "
           "WooCommerce: leave it empty, and the program makes one. Empty also keeps a stored one."));
    column->addWidget(m_byHand);
    auto *hint = new PlainLabel(
        tr("For keys that may only read: nothing is changed at the platform. QuickBooks always works so."),
        PlainLabel::Style::Caption, form);
    hint->setWordWrap(true);
    column->addWidget(hint);
    return form;
}

QWidget *WebhookDialog::makeResult()
{
    const int step = theme::step();
    auto *result = new QWidget(this);
    auto *label = new PlainLabel(tr("Enabled here. Enter this address at the platform's webhooks page:"),
        PlainLabel::Style::Strong, result);
    label->setWordWrap(true);
    auto *hint = new PlainLabel(
        tr("Choose the topics there, save, and start receiving here. Platforms may need some minutes."),
        PlainLabel::Style::Caption, result);
    hint->setWordWrap(true);
    auto *copy = buttons::secondary(tr("C&opy"), {}, result);
    m_delivery->setParent(result);
    m_delivery->setReadOnly(true);
    m_delivery->setObjectName(u"deliveryUrl"_s);
    m_delivery->setAccessibleName(tr("Delivery address"));
    connect(copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(m_delivery->text()); });
    auto *row = new QHBoxLayout;
    row->setSpacing(step);
    row->addWidget(m_delivery, 1);
    row->addWidget(copy);
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(step);
    column->addWidget(label);
    column->addLayout(row);
    column->addWidget(hint);
    result->hide();
    return result;
}

void WebhookDialog::arrange()
{
    const int step = theme::step();
    m_problem->setTone(Tone::Failure);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_enable);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 3, step * 3, step * 2);
    column->setSpacing(step);
    column->addWidget(m_form);
    column->addWidget(m_result);
    column->addWidget(m_problem);
    column->addStretch(1);
    column->addLayout(foot);
    resize(step * 64, step * 52);
}

void WebhookDialog::updateActions()
{
    const bool hasUrl = !m_url->text().trimmed().isEmpty();
    m_enable->setEnabled(hasUrl);
    m_enable->setToolTip(hasUrl ? QString() : tr("Fill in the public address first."));
}

void WebhookDialog::enable()
{
    m_enable->setEnabled(false);
    m_problem->hide();
    WebhookSubscription subscription;
    subscription.integration = m_integration;
    subscription.publicUrl = m_url->text().trimmed();
    subscription.secret = m_secret->text().trimmed().toUtf8();
    subscription.byHand = m_byHand->isChecked();
    Q_EMIT enableRequested(subscription);
}

void WebhookDialog::showError(const Error &error)
{
    updateActions();
    m_problem->setText(QStringList{error.message, error.hint}.join(u' ').trimmed());
    m_problem->show();
}

void WebhookDialog::showAddress(const QString &deliveryUrl)
{
    m_secret->clear(); // it is stored; it stays on no screen
    m_form->hide();
    m_delivery->setText(deliveryUrl);
    m_delivery->setCursorPosition(0);
    m_result->show();
    m_enable->hide();
    m_cancel->setText(tr("&Close"));
    m_cancel->setFocus();
}

} // namespace uds
