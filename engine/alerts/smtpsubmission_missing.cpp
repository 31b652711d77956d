#include "engine/alerts/smtpsubmission.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

bool canSubmitMail()
{
    return false;
}

Result<QString> submitMail(const SmtpSubmission &, std::stop_token)
{
    return fail(ErrorKind::Configuration, u"alert.email.unavailable"_s,
        QCoreApplication::translate("uds", "This build of the program cannot send e-mail; nothing was sent."),
        QCoreApplication::translate("uds", "Use another channel, or a build with libcurl."));
}

} // namespace uds
