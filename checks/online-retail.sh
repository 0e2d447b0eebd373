#!/bin/sh
# Compares what the Online Retail file should come to with what the log and the views of a running Orderlog hold.
#
#     checks/online-retail.sh FILE
#
# Import the file first: ./orderlog import FILE
# The launcher's screen names its Kafka and Postgres; ORDERLOG_BOOTSTRAP_SERVERS (localhost:9092) and ORDERLOG_JDBC_URL
# (jdbc:postgresql://localhost:5432/orderlog) pass them on.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
file=${1:-}

if [ ! -f "$file" ]; then
    echo "skipped: ${file:-no file given}${file:+ is not there}; the Online Retail data set is not part of this repository"
    exit 0
fi

figures=$(mktemp -d)
trap 'rm -rf "$figures"' EXIT
"$root/orderlog" figures log --source online-retail --json \
    ${ORDERLOG_BOOTSTRAP_SERVERS:+--bootstrap-servers "$ORDERLOG_BOOTSTRAP_SERVERS"} > "$figures/log.json"
"$root/orderlog" figures views --source online-retail --json \
    ${ORDERLOG_JDBC_URL:+--jdbc-url "$ORDERLOG_JDBC_URL"} > "$figures/views.json"
python3 "$root/checks/online-retail.py" "$file" "log=$figures/log.json" "views=$figures/views.json"
