# Direct access to the warehouse's database.
target_sources(uds_connectors PRIVATE
    postgresconnection.cpp postgresconnection.h
    postgreserrors.cpp postgreserrors.h
    postgreslane.cpp postgreslane.h
    postgresprobe.cpp postgresprobe.h
    postgresqueries.cpp postgresqueries.h
    postgresreader.cpp postgresreader.h
    postgressender.cpp postgressender.h
    postgressettings.cpp postgressettings.h
    postgressetup.cpp postgressetup.h
    postgresstatement.cpp postgresstatement.h
    postgrestext.cpp postgrestext.h
    postgresverification.cpp postgresverification.h
    postgreswriter.cpp postgreswriter.h)
