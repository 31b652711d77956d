#pragma once

#include "engine/api/values.h"

#include <QObject>
#include <QTimer>

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
    void connectDialog(IntegrationDialog &dialog);
    void add(IntegrationDialog &dialog, const NewIntegration &integration);
    void replace(IntegrationDialog &dialog, const NewIntegration &integration);
    void remove(const QString &name);
    void openStreamDialog();
    void addStream(StreamDialog &dialog, const NewStream &stream);

    SyncApi &m_api;
    IntegrationsPage &m_page;
    NoticeBar &m_notices;
    QTimer m_soon;
    QList<IntegrationSummary> m_integrations;
};

} // namespace uds
