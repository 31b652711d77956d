#include "ui/integrations/integrationcard.h"

#include "ui/integrations/verifyladder.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QGridLayout>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString times(const IntegrationSummary &integration, const QDateTime &nowUtc)
{
    const QString tested = integration.lastVerifiedUtc.isValid()
        ? IntegrationCard::tr("Tested %1").arg(Formats::ago(integration.lastVerifiedUtc, nowUtc))
        : IntegrationCard::tr("Not tested yet");
    const QString success = integration.lastSuccessUtc.isValid()
        ? IntegrationCard::tr("last success %1").arg(Formats::ago(integration.lastSuccessUtc, nowUtc))
        : IntegrationCard::tr("not used yet");
    return QStringList{tested, success}.join(u" \u00b7 "_s);
}

// Each use moves the end on, so a near one means that the integration has been idle, or the final end.
Tone signInTone(qint64 daysLeft)
{
    constexpr qint64 warnBefore = 30;
    constexpr qint64 alarmBefore = 7;
    return daysLeft <= alarmBefore ? Tone::Failure : daysLeft <= warnBefore ? Tone::Warning : Tone::Neutral;
}

} // namespace

IntegrationCard::IntegrationCard(QWidget *parent)
    : QWidget(parent)
    , m_icon(u"database"_s)
    , m_picture(new QLabel(this))
    , m_title(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_account(new PlainLabel(PlainLabel::Style::Body, this))
    , m_address(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_times(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_signInEnd(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_environment(new StatusChip(this))
    , m_chip(new StatusChip(this))
    , m_failures(new StatusChip(this))
    , m_ladder(new VerifyLadder(this))
    , m_test(buttons::secondary(tr("Test"), u"test"_s, this))
    , m_signIn(buttons::primary(tr("Sign in"), {}, this))
    , m_edit(buttons::secondary(tr("Edit"), u"edit"_s, this))
    , m_disconnect(buttons::quiet(tr("Disconnect"), {}, this))
    , m_remove(buttons::iconOnly(tr("Remove"), u"remove"_s, this))
{
    arrange();
    connect(m_test, &QPushButton::clicked, this, [this] { Q_EMIT testRequested(m_name); });
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_name); });
    // The form has the keys that belong to the sign-in, and its button.
    connect(m_signIn, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_name); });
    connect(m_disconnect, &QPushButton::clicked, this, [this] { Q_EMIT disconnectRequested(m_name); });
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removeRequested(m_name); });
}

void IntegrationCard::arrange()
{
    const int step = theme::step();
    auto *card = new Card(this);
    for (PlainLabel *label : {m_account, m_address, m_times, m_signInEnd})
        label->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(step);
    head->addWidget(m_picture);
    head->addWidget(m_title, 1);
    head->addWidget(m_failures);
    head->addWidget(m_environment);
    head->addWidget(m_chip);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(step / 4);
    texts->addWidget(m_account);
    texts->addWidget(m_address);
    texts->addWidget(m_times);
    texts->addWidget(m_signInEnd);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(step);
    foot->addWidget(m_signIn);
    foot->addWidget(m_test);
    foot->addWidget(m_edit);
    foot->addStretch(1);
    foot->addWidget(m_disconnect);
    foot->addWidget(m_remove);
    card->body()->addLayout(head);
    card->body()->addLayout(texts);
    card->body()->addWidget(m_ladder);
    card->body()->addStretch(1);
    card->body()->addLayout(foot);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
}

void IntegrationCard::showIntegration(const IntegrationSummary &integration, const QDateTime &nowUtc)
{
    m_name = integration.name;
    m_icon = integration.connector == "woocommerce"_L1 ? u"shop"_s
        : integration.connector == "quickbooks"_L1     ? u"books"_s
                                                       : u"database"_s;
    showIcon();
    m_title->setText(integration.name);
    m_account->setText(integration.accountName.isEmpty()
            ? integration.connectorTitle
            : tr("%1 \u00b7 %2").arg(integration.connectorTitle, integration.accountName));
    m_address->setText(integration.address);
    m_times->setText(times(integration, nowUtc));
    m_times->setToolTip(Formats::toolTip(Formats::exact(integration.lastVerifiedUtc)));
    const StateWord word = Words::integration(integration.status);
    m_chip->setStatus(word.text, word.tone);
    m_failures->setStatus(
        integration.openFailures == 0 ? QString() : tr("%Ln failed", nullptr, integration.openFailures),
        Tone::Warning);
    m_environment->setStatus(integration.environment == "sandbox"_L1 ? tr("Sandbox") : QString(), Tone::Info);
    showSignIn(integration, nowUtc);
    m_signIn->setAccessibleName(tr("Sign in to %1").arg(m_name));
    m_disconnect->setAccessibleName(tr("Disconnect %1").arg(m_name));
    m_test->setAccessibleName(tr("Test %1").arg(m_name));
    m_edit->setAccessibleName(tr("Edit %1").arg(m_name));
    m_remove->setAccessibleName(tr("Remove %1").arg(m_name));
}

void IntegrationCard::showSignIn(const IntegrationSummary &integration, const QDateTime &nowUtc)
{
    const bool isUsable = integration.status != "draft"_L1 && integration.status != "disconnected"_L1;
    const bool isMissing = !isUsable || integration.status == "reauth_required"_L1;
    m_signIn->setVisible(isMissing && !integration.signInTitle.isEmpty());
    m_disconnect->setVisible(isUsable);
    m_test->setVisible(integration.status != "draft"_L1);
    m_signInEnd->setVisible(integration.signInEndsUtc.isValid() && isUsable);
    const qint64 days = nowUtc.daysTo(integration.signInEndsUtc);
    m_signInEnd->setTone(signInTone(days));
    m_signInEnd->setText(
        tr("Sign in again before %1 (%Ln day(s) left)", nullptr, int(qMax<qint64>(0, days)))
            .arg(QLocale().toString(integration.signInEndsUtc.toLocalTime().date(), QLocale::ShortFormat)));
}

void IntegrationCard::showPreflight(const QList<Preflight> &reports)
{
    m_ladder->addPreflight(reports);
}

void IntegrationCard::showTesting()
{
    m_test->setEnabled(false);
    m_ladder->showTesting();
}

void IntegrationCard::showReport(const Result<VerifyReport> &report)
{
    m_test->setEnabled(true);
    if (report)
        m_ladder->showReport(*report);
    else
        m_ladder->showError(report.error());
}

void IntegrationCard::showIcon()
{
    m_picture->setPixmap(icons::icon(m_icon, theme::Role::AccentText).pixmap(theme::step() * 3));
}

void IntegrationCard::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcon();
}

} // namespace uds
