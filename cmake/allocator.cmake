# The programs make and free millions of small values (JSON, rows); mimalloc takes about a third off their CPU
# time. It stands in for malloc by being linked first, which only works like this with ELF; elsewhere, and under
# the sanitizers, which bring their own, the programs use the system's allocator.
add_library(uds_allocator INTERFACE)
if(UNIX AND NOT APPLE AND NOT UDS_SANITIZE)
    find_package(mimalloc 2.0 REQUIRED)
    target_link_libraries(uds_allocator INTERFACE mimalloc)
endif()
