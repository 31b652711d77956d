<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>uds</name>
    <message numerus="yes">
        <source>%n record(s) need(s) you.</source>
        <translation>
            <numerusform>%n record needs you.</numerusform>
            <numerusform>%n records need you.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No message about it for %n minute(s).</source>
        <translation>
            <numerusform>No message about it for %n minute.</numerusform>
            <numerusform>No message about it for %n minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::ActiveRuns</name>
    <message numerus="yes">
        <source>%Ln record(s) read</source>
        <translation>
            <numerusform>%Ln record read</numerusform>
            <numerusform>%Ln records read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::CauseEntry</name>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::CausesModel</name>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::ConflictDetail</name>
    <message numerus="yes">
        <source>%Ln equal field(s) not shown</source>
        <translation>
            <numerusform>%Ln equal field not shown</numerusform>
            <numerusform>%Ln equal fields not shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::ConflictWords</name>
    <message numerus="yes">
        <source>&amp;Use %Ln value(s) of %1</source>
        <translation>
            <numerusform>&amp;Use %Ln value of %1</numerusform>
            <numerusform>&amp;Use %Ln values of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 gets %Ln value(s) from %2.</source>
        <translation>
            <numerusform>%1 gets %Ln value from %2.</numerusform>
            <numerusform>%1 gets %Ln values from %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::ConflictsController</name>
    <message numerus="yes">
        <source>The decision is kept, but %Ln record(s) still need(s) you.</source>
        <translation>
            <numerusform>The decision is kept, but %Ln record still needs you.</numerusform>
            <numerusform>The decision is kept, but %Ln records still need you.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::ConflictsPage</name>
    <message numerus="yes">
        <source>%Ln record(s) on which both sides do not agree</source>
        <translation>
            <numerusform>%Ln record on which both sides do not agree</numerusform>
            <numerusform>%Ln records on which both sides do not agree</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::ExclusionDialog</name>
    <message numerus="yes">
        <source>&amp;Exclude %Ln record(s)</source>
        <translation>
            <numerusform>&amp;Exclude %Ln record</numerusform>
            <numerusform>&amp;Exclude %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::ExportDialog</name>
    <message numerus="yes">
        <source>%Ln record(s) that match the current filters</source>
        <translation>
            <numerusform>%Ln record that match the current filters</numerusform>
            <numerusform>%Ln records that match the current filters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) written.</source>
        <translation>
            <numerusform>%Ln record written.</numerusform>
            <numerusform>%Ln records written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::FailedRecordsController</name>
    <message numerus="yes">
        <source>Retrying %Ln record(s)…</source>
        <translation>
            <numerusform>Retrying %Ln record…</numerusform>
            <numerusform>Retrying %Ln records…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) excluded.</source>
        <translation>
            <numerusform>%Ln record excluded.</numerusform>
            <numerusform>%Ln records excluded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) done.</source>
        <translation>
            <numerusform>%Ln record done.</numerusform>
            <numerusform>%Ln records done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::FailedRecordsPage</name>
    <message numerus="yes">
        <source>%Ln record(s) could not be synced, grouped by what stops them</source>
        <translation>
            <numerusform>%Ln record could not be synced, grouped by what stops them</numerusform>
            <numerusform>%Ln records could not be synced, grouped by what stops them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Retry %Ln selected</source>
        <translation>
            <numerusform>&amp;Retry %Ln selected</numerusform>
            <numerusform>&amp;Retry %Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Retry all %Ln</source>
        <translation>
            <numerusform>&amp;Retry all %Ln</numerusform>
            <numerusform>&amp;Retry all %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::Formats</name>
    <message numerus="yes">
        <source>%Ln min ago</source>
        <translation>
            <numerusform>%Ln min ago</numerusform>
            <numerusform>%Ln min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h ago</source>
        <translation>
            <numerusform>%Ln h ago</numerusform>
            <numerusform>%Ln h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s) ago</source>
        <translation>
            <numerusform>%Ln day ago</numerusform>
            <numerusform>%Ln days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::FreshnessRow</name>
    <message numerus="yes">
        <source>%Ln need(s) you</source>
        <translation>
            <numerusform>%Ln needs you</numerusform>
            <numerusform>%Ln need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::HealthBanner</name>
    <message numerus="yes">
        <source>%Ln record(s) waiting for the next run.</source>
        <translation>
            <numerusform>%Ln record waiting for the next run.</numerusform>
            <numerusform>%Ln records waiting for the next run.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::IntegrationCard</name>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign in again before %1 (%Ln day(s) left)</source>
        <translation>
            <numerusform>Sign in again before %1 (%Ln day left)</numerusform>
            <numerusform>Sign in again before %1 (%Ln days left)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::NavigationButton</name>
    <message numerus="yes">
        <source>%Ln need(s) you</source>
        <translation>
            <numerusform>%Ln needs you</numerusform>
            <numerusform>%Ln need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::PlanController</name>
    <message numerus="yes">
        <source>This plan voids or takes out of use %Ln record(s). Do you really want that?</source>
        <translation>
            <numerusform>This plan voids or takes out of use %Ln record. Do you really want that?</numerusform>
            <numerusform>This plan voids or takes out of use %Ln records. Do you really want that?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::PlanPage</name>
    <message numerus="yes">
        <source>nothing for %Ln</source>
        <translation>
            <numerusform>nothing for %Ln</numerusform>
            <numerusform>nothing for %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cannot be sent</source>
        <translation>
            <numerusform>%Ln cannot be sent</numerusform>
            <numerusform>%Ln cannot be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Apply %Ln change(s)</source>
        <translation>
            <numerusform>&amp;Apply %Ln change</numerusform>
            <numerusform>&amp;Apply %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>create %Ln document(s)</source>
        <translation>
            <numerusform>create %Ln document</numerusform>
            <numerusform>create %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>create %Ln document(s) (%1)</source>
        <translation>
            <numerusform>create %Ln document (%1)</numerusform>
            <numerusform>create %Ln documents (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>update %Ln document(s)</source>
        <translation>
            <numerusform>update %Ln document</numerusform>
            <numerusform>update %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>void %Ln document(s)</source>
        <translation>
            <numerusform>void %Ln document</numerusform>
            <numerusform>void %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>send %Ln customer(s), item(s) or payment(s) with them</source>
        <translation>
            <numerusform>send %Ln customer, item or payment with them</numerusform>
            <numerusform>send %Ln customers, items or payments with them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::ReconcilePage</name>
    <message numerus="yes">
        <source>Si&amp;gned periods (%Ln changed since)</source>
        <translation>
            <numerusform>Si&amp;gned periods (%Ln changed since)</numerusform>
            <numerusform>Si&amp;gned periods (%Ln changed since)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::ReconcileWords</name>
    <message numerus="yes">
        <source>%Ln record(s) agree(s)</source>
        <translation>
            <numerusform>%Ln record agrees</numerusform>
            <numerusform>%Ln records agree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln difference</numerusform>
            <numerusform>%Ln differences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln explained</source>
        <translation>
            <numerusform>%Ln explained</numerusform>
            <numerusform>%Ln explained</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::RecordsView</name>
    <message numerus="yes">
        <source>%Ln history entry(s)</source>
        <translation>
            <numerusform>%Ln history entry</numerusform>
            <numerusform>%Ln history entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::SignOffDialog</name>
    <message numerus="yes">
        <source>&amp;Sign off with %Ln difference(s)</source>
        <translation>
            <numerusform>&amp;Sign off with %Ln difference</numerusform>
            <numerusform>&amp;Sign off with %Ln differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::StatusStrip</name>
    <message numerus="yes">
        <source>%Ln record(s) need you</source>
        <translation>
            <numerusform>%Ln record needs you</numerusform>
            <numerusform>%Ln records need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln run(s) active</source>
        <translation>
            <numerusform>%Ln run active</numerusform>
            <numerusform>%Ln runs active</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::WebhookRow</name>
    <message numerus="yes">
        <source>%Ln event(s) to read</source>
        <translation>
            <numerusform>%Ln event to read</numerusform>
            <numerusform>%Ln events to read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>uds::WebhooksController</name>
    <message numerus="yes">
        <source>%Ln webhook(s) repaired.</source>
        <translation>
            <numerusform>%Ln webhook repaired.</numerusform>
            <numerusform>%Ln webhooks repaired.</numerusform>
        </translation>
    </message>
</context>
</TS>
