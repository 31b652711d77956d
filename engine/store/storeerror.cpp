#include "engine/store/storeerror.h"

#include <QCoreApplication>
#include <QSqlError>

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct Meaning {
    ErrorKind kind;
    QString code;
    QString message;
    QString hint;
};

Meaning busy()
{
    return {ErrorKind::Internal, u"store.busy"_s,
        QCoreApplication::translate("uds", "The local store is in use by another program."),
        QCoreApplication::translate(
            "uds", "Close the other program or wait until it is done, then try again.")};
}

Meaning corrupt()
{
    return {ErrorKind::Internal, u"store.corrupt"_s,
        QCoreApplication::translate("uds", "The file of the local store is damaged or is no store."),
        QCoreApplication::translate("uds", "Nothing was removed. Restore the newest backup.")};
}

Meaning unreadable()
{
    return {ErrorKind::Internal, u"store.open"_s,
        QCoreApplication::translate("uds", "The file of the local store cannot be opened."),
        QCoreApplication::translate("uds", "Check that the folder exists and that you may write to it.")};
}

Meaning inputOutput()
{
    return {ErrorKind::Internal, u"store.io"_s,
        QCoreApplication::translate("uds", "The disk reported an error for the local store."),
        QCoreApplication::translate("uds", "Check the disk, then start the program again.")};
}

Meaning full()
{
    return {ErrorKind::Internal, u"store.full"_s,
        QCoreApplication::translate("uds", "The disk of the local store is full."),
        QCoreApplication::translate("uds", "Free some space; nothing was sent without being recorded.")};
}

Meaning constraint()
{
    return {ErrorKind::Conflict, u"store.constraint"_s,
        QCoreApplication::translate("uds", "The local store refused a row that contradicts another one."),
        {}};
}

Meaning readOnly()
{
    return {ErrorKind::Internal, u"store.readonly"_s,
        QCoreApplication::translate("uds", "The local store may only be read here."), {}};
}

Meaning other()
{
    return {ErrorKind::Internal, u"store.sql"_s,
        QCoreApplication::translate("uds", "The local store could not carry out a statement."), {}};
}

using MakeMeaning = Meaning (*)();
struct CodeMeaning {
    int primaryCode; ///< SQLite's result code without the extended part
    MakeMeaning meaning;
};

// Numbers from sqlite3.h (result codes, section "Result Codes"); Qt hands them out as text.
constexpr std::array kMeanings{
    CodeMeaning{3, unreadable}, // SQLITE_PERM
    CodeMeaning{5, busy}, // SQLITE_BUSY
    CodeMeaning{6, busy}, // SQLITE_LOCKED
    CodeMeaning{8, readOnly}, // SQLITE_READONLY
    CodeMeaning{10, inputOutput}, // SQLITE_IOERR
    CodeMeaning{11, corrupt}, // SQLITE_CORRUPT
    CodeMeaning{13, full}, // SQLITE_FULL
    CodeMeaning{14, unreadable}, // SQLITE_CANTOPEN
    CodeMeaning{15, busy}, // SQLITE_PROTOCOL: the lock protocol of the log, a race with other connections
    CodeMeaning{19, constraint}, // SQLITE_CONSTRAINT
    CodeMeaning{26, corrupt}, // SQLITE_NOTADB
};

Meaning meaningOf(int code)
{
    for (const CodeMeaning &row : kMeanings) {
        if (row.primaryCode == code)
            return row.meaning();
    }
    return other();
}

} // namespace

Error storeError(const QSqlError &error, const QString &sql)
{
    constexpr int kPrimaryMask = 0xff;
    const Meaning meaning = meaningOf(error.nativeErrorCode().toInt() & kPrimaryMask);
    return {meaning.kind, meaning.code, meaning.message, meaning.hint, {},
        u"%1 [%2] %3"_s.arg(error.databaseText().isEmpty() ? error.driverText() : error.databaseText(),
            error.nativeErrorCode(), sql),
        std::nullopt};
}

bool breaksUnique(const Error &error, QStringView column)
{
    return error.code == "store.constraint"_L1 && error.detail.startsWith("UNIQUE"_L1)
        && error.detail.section(u'[', 0, 0).contains(column);
}

} // namespace uds
