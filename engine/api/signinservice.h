#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/integrationsecrets.h"
#include "engine/api/values.h"

#include <QCoroTask>

#include <map>
#include <stop_token>

namespace uds {

/// Gets and gives back permissions at platforms where a person signs in in the browser. What was typed in is
/// kept in memory only; the store changes once, when everything is known. Used on the general worker only,
/// where an Ending must be destroyed before the service is.
class SignInService {
public:
    /// Ends all sign-ins that nobody waits for when it dies, because their sockets belong to the worker.
    class Ending {
    public:
        explicit Ending(SignInService &service)
            : m_service(service)
        {
        }
        ~Ending() { m_service.abandonAll(); }
        Q_DISABLE_COPY_MOVE(Ending)

    private:
        SignInService &m_service;
    };

    /// \a parts must outlive the service.
    explicit SignInService(EngineParts &parts);
    ~SignInService();

    /// Makes the address for the browser and waits for its return in the background, for five minutes.
    [[nodiscard]] QCoro::Task<Result<SignInStart>> begin(SignInRequest request, std::stop_token stop);
    /// Finishes when the permission is stored; the integration's name. Codes of OAuthAttempt and
    /// OAuthExchange; "signin.otherCompany" for another account than the one that is connected;
    /// "integration.account" for another one than streams are linked with.
    [[nodiscard]] QCoro::Task<Result<QString>> finish(quint64 id, std::stop_token stop);
    /// The address that the browser ended at, for finish(). Configuration, "oauth.address", for another text.
    [[nodiscard]] QCoro::Task<Result<void>> paste(quint64 id, QString address);
    [[nodiscard]] QCoro::Task<Result<void>> cancel(quint64 id);
    /// Withdraws the permission at the platform, as far as that can be reached, and erases the secrets here
    /// in any case. Links and history stay.
    [[nodiscard]] QCoro::Task<Result<Disconnection>> disconnect(QString name);

private:
    struct Pending;

    [[nodiscard]] QCoro::Task<Result<OpenedIntegration>> stored(QString name);
    [[nodiscard]] QCoro::Task<Result<std::shared_ptr<Pending>>> prepared(SignInRequest request);
    [[nodiscard]] QCoro::Task<Result<QString>> completed(std::shared_ptr<Pending> pending, QUrl returned);
    [[nodiscard]] QCoro::Task<Result<void>> checkAccount(std::shared_ptr<Pending> pending);
    [[nodiscard]] QCoro::Task<Result<void>> store(std::shared_ptr<Pending> pending);
    [[nodiscard]] QCoro::Task<QString> revocationNote(OpenedIntegration *stored, bool *isRevoked);
    void abandonAll();
    [[nodiscard]] std::shared_ptr<Pending> pendingOf(quint64 id) const;

    EngineParts &m_parts;
    std::map<quint64, std::shared_ptr<Pending>> m_pending;
    quint64 m_lastId = 0;
    bool m_hasEnded = false;
};

} // namespace uds
