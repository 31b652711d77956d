#pragma once

#include "engine/api/values.h"
#include "ui/integrations/webhookscontroller.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace uds {

class IntegrationDialog;
class IntegrationsPage;
class NoticeBar;
class StreamDialog;
class SyncApi;

/// Adds, edits, tests and removes integrations; adds streams.
class IntegrationsController final : public QObject {
    Q_OBJECT

public:
    IntegrationsController(SyncApi &api, IntegrationsPage &page, NoticeBar &notices);

    void refresh();
    void openAddDialog();

Q_SIGNALS:
    void streamsRead(const QList<uds::StreamSummary> &streams);

private:
    void readStreams();
    void test(const QString &name);
    void openEditDialog(const QString &name, const Json &settings);
    void edit(const QString &name);
    void connectDialog(IntegrationDialog &dialog, const QString &name);
    void signIn(IntegrationDialog &dialog, bool acceptsOtherAccount);
    void followSignIn(IntegrationDialog &dialog, const SignInStart &start);
    void disconnect(const QString &name);
    void showPreflight(const QString &name);
    /// Calls \a change when the person wants to go on with the other account.
    void askForOtherAccount(
        IntegrationDialog &dialog, const Error &error, const std::function<void()> &change);
    void add(IntegrationDialog &dialog, const NewIntegration &integration);
    void replace(IntegrationDialog &dialog, const NewIntegration &integration, bool acceptsOtherAccount);
    void remove(const QString &name);
    void openStreamDialog();
    void addStream(StreamDialog &dialog, const NewStream &stream);

    SyncApi &m_api;
    IntegrationsPage &m_page;
    NoticeBar &m_notices;
    WebhooksController m_webhooks;
    QTimer m_soon;
    QList<IntegrationSummary> m_integrations;
};

} // namespace uds
