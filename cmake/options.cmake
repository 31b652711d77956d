# What every target of ours is compiled with. Warnings are errors for our code, never for a library's.
add_library(uds_options INTERFACE)
target_compile_features(uds_options INTERFACE cxx_std_20)
target_compile_definitions(uds_options INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_FOREACH
    QT_NO_KEYWORDS
    QT_STRICT_ITERATORS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    RAPIDJSON_HAS_STDSTRING=1)
if(MSVC)
    target_compile_options(uds_options INTERFACE /W4 /WX /permissive- /utf-8)
else()
    target_compile_options(uds_options INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
    # Programs and libraries share one precompiled header, so both are built with the same code model.
    set(CMAKE_CXX_COMPILE_OPTIONS_PIE -fPIC)
endif()

option(UDS_SANITIZE "Address, undefined-behaviour and leak sanitizers" OFF)
if(UDS_SANITIZE)
    # g++ 12 takes values in coroutine frames for uninitialised when it instruments them.
    target_compile_options(uds_options INTERFACE
        -fsanitize=address,undefined -fno-omit-frame-pointer -Wno-maybe-uninitialized)
    target_link_options(uds_options INTERFACE -fsanitize=address,undefined)
endif()

option(UDS_PRECOMPILE "Precompiled headers" ON)

# Everything the engine may use. Gui and Widgets are not among it, so that a screen class does not compile there.
add_library(uds_engine_base INTERFACE)
target_include_directories(uds_engine_base INTERFACE ${PROJECT_SOURCE_DIR})
target_link_libraries(uds_engine_base INTERFACE
    uds_options Qt6::Core Qt6::Network Qt6::Sql QCoro6::Core QCoro6::Network tl::expected Boost::headers)
