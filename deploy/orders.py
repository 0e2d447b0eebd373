#!/usr/bin/env python3
"""Places orders until it is told to stop (SIGTERM), and looks whether one of them was lost.

    ORDERLOG_TOKEN=... deploy/orders.py URL JOURNAL

Each order is placed, paid, shipped and delivered. A command without an answer, or with a 503, is sent again with its Idempotency-Key, as
every client should; any other refusal is a failure. JOURNAL gets a line for each command that was acknowledged. At the end every order is
read: its events are exactly the versions that were acknowledged, without a gap, and the list of orders has each order once.
Exit code 1 if anything is missing, doubled, invented or refused. Python 3.9 or newer, standard library only.
"""
import http.client
import json
import os
import signal
import sys
import threading
import time
import uuid
from collections import Counter
from urllib.parse import urlsplit

WORKERS = 4
PATIENCE = 120
url, journal = urlsplit(sys.argv[1]), open(sys.argv[2], "a", buffering=1)
run, stopping, lock = uuid.uuid4().hex[:12], threading.Event(), threading.Lock()
placed, failures, repeated, longest = {}, [], Counter(), [0.0, ""]

LINES = [{"sku": "85123A", "description": "WHITE HANGING HEART", "quantity": 6, "unitPrice": 255}]


class Client:
    """One connection, opened again after whatever broke it."""

    def __init__(self):
        self.connection = None

    def ask(self, method, path, body=None, **headers):
        """Status, headers and JSON of the answer."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(url.hostname, url.port, timeout=25)
        try:
            headers = {name.replace("_", "-"): value for name, value in headers.items()}
            headers["Authorization"] = "Bearer " + os.environ["ORDERLOG_TOKEN"]
            if body is not None:
                body, headers["Content-Type"] = json.dumps(body), "application/json"
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            content = response.read()
            return response.status, response.headers, json.loads(content) if content else None
        except (OSError, http.client.HTTPException, ValueError):
            self.connection.close()
            self.connection = None
            raise

    def insist(self, method, path, body=None, **headers):
        """The answer, however often the question has to be repeated; None if there is none for too long, or a refusal."""
        begin = time.monotonic()
        while time.monotonic() - begin < PATIENCE:
            try:
                status, answered, document = self.ask(method, path, body, **headers)
                if 200 <= status < 300:
                    took = time.monotonic() - begin
                    with lock:
                        if took > longest[0]:
                            longest[:] = took, f"{method} {path}"
                    return answered, document
                reason = f"{status} {(document or {}).get('type', '')}"
                if status != 503:
                    break
            except (OSError, http.client.HTTPException, ValueError) as e:
                reason = type(e).__name__
            with lock:
                repeated[reason] += 1
            time.sleep(0.1)
        with lock:
            failures.append(f"{method} {path} {headers}: {reason}")
        return None


def work(worker):
    client, number = Client(), 0
    while not stopping.is_set():
        number += 1
        key = f"{run}-{worker}-{number}"
        order = {"customerId": run, "currency": "GBP", "lines": LINES}
        answer = client.insist("POST", "/orders", order, Idempotency_Key=key)
        if answer is None:
            continue
        address, token = answer[0]["Location"], acknowledged(answer, 1)
        steps = [("payments", {"reference": key, "amount": 1530}), ("shipments", {"carrier": "hand"}), ("shipments/1/delivery", {})]
        for version, (path, body) in enumerate(steps, 2):
            answer = client.insist("POST", f"{address}/{path}", body, Idempotency_Key=f"{key}-{path}")
            if answer is None:
                break
            token = acknowledged(answer, version)
        if answer is not None and not shows(client, address, token):
            failures.append(f"{address} was not shown as it was acknowledged")


def acknowledged(answer, version):
    document = answer[1]
    with lock:
        if document["version"] < version:
            failures.append(f"{document['id']} was acknowledged at version {document['version']}, not {version}")
        placed[document["id"]] = document["version"]
        journal.write(f"{document['id']} {document['version']}\n")
    return answer[0]["Consistency-Token"]


def shows(client, address, token):
    """Whether a query that carries the last command's token sees its effect."""
    answer = client.insist("GET", address, Consistency_Token=token)
    return answer is None or answer[1]["version"] >= placed[answer[1]["id"]]


def versions(client, order):
    """Of the order's events, up to where the chain of hashes breaks."""
    answer = client.insist("GET", f"/orders/{order}/events?limit=200")
    found, previous = [], None
    for event in answer[1]["items"] if answer else []:
        if found and event["previousHash"] != previous:
            break
        found.append(event["version"])
        previous = event["hash"]
    return found


def listed(client):
    page = f"/orders?customer={run}&limit=200"
    while page:
        answer = client.insist("GET", page)
        if answer is None:
            return
        yield from (order["id"] for order in answer[1]["items"])
        page = answer[1].get("next")


def verify():
    client = Client()
    for order, version in placed.items():
        found = versions(client, order)
        if found != list(range(1, version + 1)):
            failures.append(f"{order} was acknowledged up to version {version} and has {found}")
    seen = Counter(listed(client))
    failures.extend(f"{order} is listed {count} times" for order, count in seen.items() if count > 1)
    failures.extend(f"{order} is not listed" for order in placed.keys() - seen.keys())
    failures.extend(f"{order} is listed and was never asked for" for order in seen.keys() - placed.keys())


signal.signal(signal.SIGTERM, lambda number, frame: stopping.set())
workers = [threading.Thread(target=work, args=(number,)) for number in range(WORKERS)]
for thread in workers:
    thread.start()
for thread in workers:
    thread.join()
verify()
print(f"{len(placed)} orders with {sum(placed.values())} events were acknowledged, and every one is there, once and without a gap"
      if not failures else f"{len(failures)} failures in {len(placed)} orders")
print(f"Requests sent again: {sum(repeated.values())}", dict(repeated) or "")
print(f"The longest answer, repetitions included, took {longest[0]:.1f} s ({longest[1]})")
for failure in failures[:20]:
    print(failure)
sys.exit(1 if failures else 0)
