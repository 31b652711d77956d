#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/mapping/mappinglibrary.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/streamrepository.h"

namespace uds {

class Background;
class Clock;
class Store;

/// What every step of one stream's run works with. All references outlive the run.
struct StreamContext {
    Store &store;
    Clock &clock;
    Background &background;
    ConnectorReader &source;
    ConnectorReader &target;
    StreamRow stream;
    IntegrationRow sourceIntegration;
    IntegrationRow targetIntegration;
    MappingLibrary library;
};

} // namespace uds
