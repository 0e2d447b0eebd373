"""Asks a running Orderlog every kind of question about the Online Retail file, for checks/online-retail.py."""
import json
import os
import re
import time
import unicodedata
import urllib.parse
import urllib.request
from collections import Counter, defaultdict


class Asked:
    """A running Orderlog, and what it answered differently."""

    def __init__(self, url):
        self.url = url
        self.wrong = 0

    def open(self, path, accept="application/json", method="GET"):
        headers = {"Accept": accept, "Authorization": "Bearer " + os.environ.get("ORDERLOG_TOKEN", "")}
        return urllib.request.urlopen(urllib.request.Request(self.url + path, headers=headers, method=method))

    def json(self, path, method="GET"):
        with self.open(path, method=method) as answer:
            return json.load(answer)

    def pages(self, path):
        while path:
            page = self.json(path)
            yield from page["items"]
            path = page.get("next")

    def lines(self, path):
        with self.open(path, "application/x-ndjson") as answer:
            yield from (json.loads(line) for line in answer)

    def same(self, name, want, found):
        """Both by key."""
        wrong = [key for key in {**want, **found} if want.get(key) != found.get(key)]
        self.wrong += len(wrong)
        print(f"{name:<48}{len(want):>9,}{len(found):>9,}"
              + "".join(f"\n    DIFFERS: {key}: {want.get(key)} in the file, {found.get(key)} answered" for key in wrong[:5]))


def query(path, **parameters):
    return path + "?" + urllib.parse.urlencode({name.rstrip("_"): value for name, value in parameters.items()})


def spread(keys, count):
    """So many of them, from the first to the last."""
    keys = sorted(keys)
    return keys[::max(1, len(keys) // count)]


def words(text):
    return set(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text.lower())))


def add(table, key, figures):
    table[key] = [old + new for old, new in zip(table.get(key, [0] * len(figures)), figures)]


def compare_sums(asked, want):
    figures = lambda item: [item["units"], item["revenue"], item["returnedUnits"], item["returnedAmount"]]
    bought = lambda item: [item["orders"], item["units"], item["returnedUnits"], sum(money["captured"] for money in item["money"])]
    asked.same("each day", want["days"], {it["day"]: figures(it) for it in asked.pages("/sales/days?currency=GBP&limit=200")})
    for sort, figure in (("-units", "units"), ("-revenue", "revenue")):
        found = list(asked.pages(query("/sales/products", currency="GBP", sort=sort, limit=200)))
        some = {code: it for code, it in want["products"].items() if it[figure == "revenue"]}
        asked.same(f"each product, sort={sort}", some, {it["sku"]: figures(it) for it in found})
        asked.same("  the most first, each once", {"is": True}, {"is": [it[figure] for it in found] == sorted(
            (it[figure] for it in found), reverse=True) and len(found) == len({it["sku"] for it in found})})
    found = list(asked.pages("/customers?sort=-orders&limit=200"))
    asked.same("each customer", want["customers"], {it["id"]: bought(it) for it in found})
    asked.same("  the most first, each once", {"is": True}, {"is": [it["orders"] for it in found] == sorted(
        (it["orders"] for it in found), reverse=True) and len(found) == len({it["id"] for it in found})})
    some = spread(want["customers"], 100)
    asked.same("customers by themselves", {it: want["customers"][it] for it in some},
               {it: bought(asked.json("/customers/" + urllib.parse.quote(it))) for it in some})


def compare_products(asked, sold, want):
    by_day = defaultdict(dict)
    of_days = {}
    days = sorted(want["days"])[:30]
    first, last = days[len(days) // 3], days[-1]
    for _, _, day, lines in sold:
        for code, left, price, pieces, _ in lines:
            figures = [pieces, pieces * price, pieces - left, (pieces - left) * price]
            add(by_day[code], day, figures)
            if first <= day <= last:
                add(of_days, code, figures)
    figures = lambda item: [item["units"], item["revenue"], item["returnedUnits"], item["returnedAmount"]]
    for code in spread(want["products"], 40):
        asked.same(f"{code} day by day", by_day[code], {
            it["day"]: figures(it) for it in asked.pages(query("/sales/days", sku=code, limit=200))})
    asked.same(f"products from {first} to {last}", {code: it for code, it in of_days.items() if it[0]}, {
        it["sku"]: figures(it) for it in asked.pages(query("/sales/products", currency="GBP", from_=first, to=last, sort="-units", limit=200))})


def compare_orders(asked, sold):
    """@return the ids by invoice"""
    total = lambda lines: sum(pieces * price for _, _, price, pieces, _ in lines)
    orders = {number: [customer, day, total(lines), len(lines)] for number, customer, day, lines in sold}
    items = list(asked.lines("/orders/export?sort=placedAt"))
    asked.same("each order, exported", orders, {
        it["reference"]: [it["customerId"], it["placedAt"][:10], it["totals"]["total"], it["lineCount"]] for it in items})
    count = lambda **filters: asked.json(query("/orders/facets", **filters))["total"]
    asked.same("facets", {"total": len(orders), "GBP": len(orders)}, {
        name: value for name, value in [("total", count()), *asked.json("/orders/facets")["currency"].items()]})
    ask = lambda name, parameter, want: asked.same(name, want, {key: count(**{parameter: key}) for key in want})
    customers = Counter(customer for _, customer, _, _ in sold)
    ask("orders of customers", "customer", {it: customers[it] for it in spread(customers, 100)})
    skus = Counter(code for _, _, _, lines in sold for code in {line[0] for line in lines})
    ask("orders with a product", "sku", {it: skus[it] for it in spread(skus, 100)})
    texts = [words(" ".join([number, *(line[0] + " " + line[4] for line in lines)])) for number, _, _, lines in sold]
    found = Counter(word for text in texts for word in text)
    ask("orders with a word", "q", {it: found[it] for it in spread(found, 100)})
    pairs = [pair for pair in zip(spread(found, 60), [word for word, _ in found.most_common(60)]) if pair[0] != pair[1]]
    ask("orders with two words", "q", {" ".join(pair): sum(set(pair) <= text for text in texts) for pair in pairs})
    return {it["reference"]: it["id"] for it in items}


def compare_history(asked, figures, sold, ids):
    orders, returns = figures["orders"], figures.get("returns", 0)
    types = {"placed": orders, "payment-received": figures["payments"], "shipped": orders, "delivered": figures["deliveries"],
             "return-requested": returns, "return-received": returns}
    found = Counter(it["type"].split(".")[2] for it in asked.lines("/audit/events/export"))
    asked.same("events of each type", {name: count for name, count in types.items() if count}, dict(found))
    events = Counter()
    for _, customer, _, lines in sold:
        events[customer] += 3 + (sum(pieces * price for _, _, price, pieces, _ in lines) > 0) + 2 * len(lines.returns)
    some = spread(events, 50)
    asked.same("events of customers", {it: events[it] for it in some},
               {it: sum(1 for _ in asked.pages(query("/audit/events", customer=it, limit=200))) for it in some})
    back = lambda order: sum(line["returned"] for line in order["lines"])
    returned, last = {}, {}
    for number, _, _, lines in [it for it in sold if it[3].returns][:100]:
        day = lines.returns[0][0]
        returned[number] = [0, sum(pieces for at, pieces in lines.returns if at <= day), sum(pieces for _, pieces in lines.returns)]
        path = "/orders/" + ids[number]
        last[number] = [back(asked.json(path + "?version=1")), back(asked.json(f"{path}?effectiveAt={day}T23:59:59Z")), back(asked.json(path))]
    asked.same("returns: at first, on the first day, now", returned, last)
    started = asked.json("/audit/verifications", "POST")
    while started["state"] == "RUNNING":
        time.sleep(1)
        started = asked.json(f"/audit/verifications/{started['number']}")
    asked.same("the whole log holds", {"holds": True, "events": figures["events"], "orders": orders},
               {"holds": started.get("holds"), "events": started["found"]["events"], "orders": started["found"]["orders"]})


def compare_answers(url, figures, sold, want):
    """The figures and orders of the file, and the sums of each day, product and customer."""
    asked = Asked(url)
    print(f"{'':<48}{'file':>9}{'answered':>9}")
    compare_sums(asked, want)
    compare_products(asked, sold, want)
    compare_history(asked, figures, sold, compare_orders(asked, sold))
    print("PASS: all answers are equal" if asked.wrong == 0 else f"FAIL: {asked.wrong} answers differ")
    return asked.wrong == 0
