#include "engine/api/syncapi.h"
#include "tests/unit/house/sourcefile.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "correct horse battery";

/// What everybody may know or do, in any role, without asking the store or a platform.
const QStringList &freeCalls()
{
    static const QStringList names{u"profileFolder"_s, u"connectors"_s, u"presets"_s, u"role"_s, u"mayDo"_s,
        u"lock"_s, u"noteActivity"_s};
    return names;
}

QString textOf(const QString &path)
{
    for (const SourceFile &file : sourceFiles({u"engine/api"_s})) {
        if (file.path == path)
            return codeOnly(file.text);
    }
    return {};
}

/// SyncApi's own files.
QString implementation()
{
    QString text;
    for (const SourceFile &file : sourceFiles({u"engine/api"_s})) {
        if (file.path.startsWith(u"engine/api/syncapi") && !file.isHeader())
            text += codeOnly(file.text);
    }
    return text;
}

/// The public calls that a header declares for SyncApi, without signals, constructor and open().
QStringList declaredCalls(const QString &header)
{
    const qsizetype begin = header.indexOf(u"class SyncApi");
    const qsizetype end = header.indexOf(u"Q_SIGNALS", begin);
    static const QRegularExpression call(uR"((?<![\w~:])([a-z]\w*)\()"_s);
    QStringList names;
    QString declarations = header.sliced(begin, end - begin);
    declarations.remove(QRegularExpression(u"static[^;]*;"_s));
    for (const QString &declaration : declarations.split(u';')) {
        const QRegularExpressionMatch match = call.match(declaration);
        if (match.hasMatch())
            names.append(match.captured(1));
    }
    return names;
}

QString definition(const QString &source, const QString &call)
{
    const qsizetype begin = source.indexOf(u"SyncApi::"_s + call + u'(');
    const qsizetype end = begin < 0 ? begin : source.indexOf(u"\n}", begin);
    return end < 0 ? QString() : source.sliced(begin, end - begin);
}

/// The permission that the definition of a call names; empty when it names none.
QString namedPermission(const QString &source, const QString &call)
{
    static const QRegularExpression named(uR"(\((?:\s*)Permission::(\w+))"_s);
    return named.match(definition(source, call)).captured(1);
}

std::optional<Permission> permissionFromWord(const QString &word)
{
    QString name;
    for (const QChar character : word) {
        if (character.isUpper() && !name.isEmpty())
            name += u'_';
        name += character.toLower();
    }
    for (const Permission permission : allPermissions()) {
        if (permissionName(permission) == name)
            return permission;
    }
    return std::nullopt;
}

/// A value to call with. Whatever waits is asked to stop at once.
template <typename Value>
Value sample()
{
    if constexpr (std::is_same_v<Value, std::stop_token>) {
        std::stop_source source;
        source.request_stop();
        return source.get_token();
    } else {
        return Value();
    }
}

template <typename Answer, typename... Values>
QString outcome(SyncApi &api, QCoro::Task<Result<Answer>> (SyncApi::*call)(Values...))
{
    const Result<Answer> answer = QCoro::waitFor((api.*call)(sample<std::decay_t<Values>>()...));
    return answer ? QString() : answer.error().code;
}

template <auto Call>
QString tried(SyncApi &api)
{
    return outcome(api, Call);
}

using Try = QString (*)(SyncApi &api);

/// Every call that returns a task, as the header declares them.
const std::map<QString, Try> &tries()
{
    static const std::map<QString, Try> all{
#define UDS_CALL(name) {u"" #name##_s, &tried<&SyncApi::name>},
#include "synccalls.inc"
#undef UDS_CALL
    };
    return all;
}

} // namespace

/// Every call of the engine's only door, in every role.
class TestCallPermissions : public QObject {
    Q_OBJECT

private:
    const QString m_header = textOf(u"engine/api/syncapi.h"_s);
    const QString m_source = implementation();
    std::map<Role, std::unique_ptr<QTemporaryDir>> m_folders;
    std::map<Role, std::unique_ptr<SyncApi>> m_apis;

    /// A profile whose sessions start in that role; the administrator's is unlocked.
    void open(Role role)
    {
        auto folder = std::make_unique<QTemporaryDir>();
        const ProfileOptions options{folder->path(), QByteArray("vault passphrase")};
        auto api = QCoro::waitFor(SyncApi::open(options));
        QVERIFY(api);
        QVERIFY(QCoro::waitFor((*api)->setAdministratorPassphrase({}, kPassphrase)));
        if (role != Role::Administrator) {
            QVERIFY(QCoro::waitFor((*api)->setAccessRules({role, 0})));
            (*api)->lock();
        }
        QCOMPARE((*api)->role(), role);
        m_apis[role] = std::move(*api);
        m_folders[role] = std::move(folder);
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const Role role : allRoles())
            open(role);
    }
    void cleanupTestCase()
    {
        m_apis.clear();
        m_folders.clear();
    }

    void everyCallNamesItsPermission()
    {
        const QStringList calls = declaredCalls(m_header);
        QVERIFY(calls.size() > 40);
        for (const QString &call : calls) {
            if (freeCalls().contains(call))
                continue;
            const QString word = namedPermission(m_source, call);
            QVERIFY2(permissionFromWord(word),
                qPrintable(
                    call + u" names no permission in syncapi.cpp: m_engine->general(Permission::...)"_s));
        }
    }
    void noCallGoesAroundTheGuard()
    {
        // What these begin goes on by itself: somebody who may run streams began it.
        for (const QString &call : declaredCalls(m_header)) {
            const bool goesOn = call == u"receiveWebhooks" || call == u"followSchedules";
            QVERIFY2(goesOn || !definition(m_source, call).contains(u"own()"), qPrintable(call));
            QVERIFY2(!goesOn || namedPermission(m_source, call) == u"Run", qPrintable(call));
        }
    }
    void everyCallIsTried()
    {
        for (const QString &call : declaredCalls(m_header)) {
            const bool isPlain = freeCalls().contains(call) || call == u"cancel";
            QVERIFY2(isPlain || tries().contains(call), qPrintable(call + u" is not tried"_s));
        }
    }
    void aCallWithoutPermissionIsSeen()
    {
        const QString source
            = u"X SyncApi::a()\n{\n    return m_engine->general.run(f);\n}\n"
              "X SyncApi::b()\n{\n    return m_engine->general(Permission::Run).run(f);\n}\n"_s;
        QCOMPARE(namedPermission(source, u"a"_s), QString());
        QCOMPARE(namedPermission(source, u"b"_s), u"Run"_s);
        QCOMPARE(namedPermission(source, u"c"_s), QString());
        QCOMPARE(declaredCalls(u"class SyncApi { int one(int x); void two(); Q_SIGNALS: void three(); };"_s),
            (QStringList{u"one"_s, u"two"_s}));
    }

    void everyCallInEveryRole_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<int>("role");
        for (const auto &[call, attempt] : tries()) {
            for (const Role role : allRoles())
                QTest::addRow("%s as %s", qPrintable(call), qPrintable(roleName(role))) << call << int(role);
        }
    }
    void everyCallInEveryRole()
    {
        QFETCH(QString, call);
        QFETCH(int, role);
        const auto permission = permissionFromWord(namedPermission(m_source, call));
        QVERIFY(permission);
        const QString code = tries().at(call)(*m_apis.at(Role(role)));
        if (allows(Role(role), *permission))
            QVERIFY2(code != u"access.refused", qPrintable(code));
        else
            QCOMPARE(code, u"access.refused"_s);
    }
};

QTEST_GUILESS_MAIN(TestCallPermissions)
#include "tst_callpermissions.moc"
