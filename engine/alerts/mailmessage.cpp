#include "engine/alerts/mailmessage.h"

#include <QLocale>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLineLength = 76;
constexpr qsizetype kWordBytes = 45; // 60 characters in base64, 75 with its frame

// Cut between characters, because every encoded word must be whole text.
QList<QByteArray> wordsOf(const QString &text)
{
    QList<QByteArray> words;
    QByteArray word;
    for (const char32_t code : text.toUcs4()) {
        const QByteArray bytes = QString::fromUcs4(&code, 1).toUtf8();
        if (word.size() + bytes.size() > kWordBytes) {
            words.append(word);
            word.clear();
        }
        word += bytes;
    }
    words.append(word);
    return words;
}

QByteArray encodedSubject(const QString &subject)
{
    QByteArrayList encoded;
    for (const QByteArray &word : wordsOf(subject))
        encoded.append("=?UTF-8?B?" + word.toBase64() + "?=");
    return encoded.join("\r\n ");
}

QByteArray wrappedBase64(const QByteArray &bytes)
{
    const QByteArray encoded = bytes.toBase64();
    QByteArray lines;
    for (qsizetype i = 0; i < encoded.size(); i += kLineLength)
        lines += encoded.mid(i, kLineLength) + "\r\n";
    return lines;
}

QByteArray mailDate(const QDateTime &utc)
{
    return QLocale::c().toString(utc.toUTC(), u"ddd, dd MMM yyyy HH:mm:ss"_s).toLatin1() + " +0000";
}

} // namespace

QByteArray mailBytes(const MailMessage &message)
{
    QByteArray body = message.body.toUtf8();
    body.replace("\n", "\r\n");
    const QByteArray domain = message.from.section(u'@', 1).toLatin1();
    return "Date: " + mailDate(message.atUtc) + "\r\nFrom: Universal Data Sync <" + message.from.toLatin1()
        + ">\r\nTo: " + message.recipients.join(u",\r\n "_s).toLatin1()
        + "\r\nSubject: " + encodedSubject(message.subject) + "\r\nMessage-ID: <" + message.id + '@' + domain
        + ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
          "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n"
        + wrappedBase64(body);
}

} // namespace uds
