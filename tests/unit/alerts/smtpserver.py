"""A real mail server on a free loopback port. Prints its port, then one JSON line for each message it took.

Recipients decide what it does: later@... is answered with 451, never@... with 550, drop@... loses the connection in the
middle of the data.
"""
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

MODE, CERTIFICATE, KEY, USER, PASSWORD = sys.argv[1:6]


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("later@"):
            return "451 4.7.1 try again later"
        if address.startswith("never@"):
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        print(json.dumps({
            "sender": envelope.mail_from, "recipients": envelope.rcpt_tos, "headers": message.keys(),
            "from": message["From"], "to": message["To"], "subject": message["Subject"],
            "id": message["Message-ID"], "date": message["Date"].datetime.isoformat(),
            "type": message.get_content_type(), "body": message.get_content(), "defects": len(message.defects),
            "ascii": envelope.content.isascii(), "longest": max(map(len, envelope.content.split(b"\r\n"))),
            "authenticated": session.authenticated, "encrypted": session.ssl is not None}), flush=True)
        return "250 2.0.0 taken as A1"


class Server(SMTP):
    async def smtp_DATA(self, arg):
        if any(address.startswith("drop@") for address in self.envelope.rcpt_tos):
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False)


def protocol(context):
    return Server(Handler(), hostname="mail.test", tls_context=context if MODE == "starttls" else None,
                  require_starttls=MODE == "starttls", authenticator=authenticate if USER else None,
                  auth_required=bool(USER), auth_require_tls=MODE == "starttls")


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE, KEY)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: protocol(context), "127.0.0.1", 0,
                                      ssl=context if MODE == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
