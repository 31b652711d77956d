#!/usr/bin/env bash
# fuzz.sh build COMPILER FOLDER   builds the fuzz targets; without a compiler it says so
# fuzz.sh run TARGET FOLDER       fuzzes for UDS_FUZZ_SECONDS; what it finds lies in FOLDER/findings
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
skipped=77

build() {
    local compiler=$1 folder=$2
    mkdir -p "$folder"
    rm -f "$folder/missing"
    if [ -z "$compiler" ] || [ ! -x "$compiler" ]; then
        echo "There is no clang++; the fuzz targets are skipped. On Debian: clang-16 and libclang-rt-16-dev." >"$folder/missing"
    elif ! echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char *, unsigned long) { return 0; }' |
        "$compiler" -x c++ -fsanitize=fuzzer,address - -o "$folder/probe" 2>/dev/null; then
        echo "$compiler has no libFuzzer; the fuzz targets are skipped. On Debian: libclang-rt-16-dev." >"$folder/missing"
    fi
    if [ -f "$folder/missing" ]; then
        cat "$folder/missing"
        return 0
    fi
    cmake -S "$here/targets" -B "$folder/build" -G Ninja -DCMAKE_CXX_COMPILER="$compiler"
    cmake --build "$folder/build" --parallel "${UDS_FUZZ_JOBS:-2}"
}

# A small part of what was recorded, so that the first seconds are not spent on reading seeds.
seeds() {
    local data=$here/../data
    case $1 in
        webhookhttp | woocommercewebhook | supabaseerror) find "$here/seeds/$1" -type f ;;
        quickbookswebhook) find "$data/quickbooks" -name 'webhook-legacy.json' -o -name 'webhook-cloudevents.json' ;;
        quickbooksfault) find "$data/quickbooks" -name 'fault-*.json' ;;
        quickbooksbatch) find "$data/quickbooks" -name 'batch-*.json' ;;
        json) find "$data" -name '*.json' -size -8k ;;
    esac
}

run() {
    local target=$1 folder=$2
    if [ -f "$folder/missing" ]; then
        cat "$folder/missing"
        return $skipped
    fi
    if [ ! -x "$folder/build/fuzz_$target" ]; then
        echo "This target does not exist here: what it would test is not part of this build."
        return $skipped
    fi
    local seed=$folder/seeds/$target corpus=$folder/corpus/$target findings=$folder/findings/$target
    rm -rf "$seed"
    mkdir -p "$seed" "$corpus" "$findings"
    seeds "$target" | while read -r file; do
        cp "$file" "$seed/"
    done
    "$folder/build/fuzz_$target" -max_total_time="${UDS_FUZZ_SECONDS:-20}" -timeout=10 -rss_limit_mb=1024 -max_len=20000 \
        -print_final_stats=1 -verbosity=1 -artifact_prefix="$findings/" "$corpus" "$seed" 2>&1 | tail -40
}

command=$1
shift
"$command" "$@"
