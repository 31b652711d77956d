#pragma once

#include "engine/api/values.h"
#include "ui/widgets/rowlist.h"

#include <QWidget>

class QGridLayout;
class QPushButton;

namespace uds {

class IntegrationCard;
class PlainLabel;
class StateStack;
class StreamCard;
class WebhooksCard;

/// The connected accounts and what flows between them.
class IntegrationsPage final : public QWidget {
    Q_OBJECT

public:
    explicit IntegrationsPage(QWidget *parent = nullptr);

    void showIntegrations(const QList<IntegrationSummary> &integrations, const QDateTime &nowUtc);
    void showStreams(const QList<StreamSummary> &streams, const QDateTime &nowUtc);
    void showRuns(const QList<RunProgress> &runs);
    void showError(const Error &error);
    [[nodiscard]] IntegrationCard *card(const QString &name) const; ///< null when it is gone
    [[nodiscard]] WebhooksCard &webhooks() const { return *m_webhooks; }

Q_SIGNALS:
    void refreshRequested();
    void addIntegrationRequested();
    void addStreamRequested();
    void testRequested(const QString &name);
    void editRequested(const QString &name);
    void disconnectRequested(const QString &name);
    void removeRequested(const QString &name);
    void runRequested(const uds::RunRequest &request);
    void dryRunRequested(const uds::RunRequest &request);

private:
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] IntegrationCard *makeCard();
    [[nodiscard]] StreamCard *makeStreamCard();
    void askForIds(const QString &stream);

    QGridLayout *m_grid;
    RowList<StreamCard> m_streams;
    PlainLabel *m_noStreams;
    WebhooksCard *m_webhooks;
    QPushButton *m_addStream;
    StateStack *m_states;
    QList<IntegrationCard *> m_cards;
};

} // namespace uds
