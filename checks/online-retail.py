#!/usr/bin/env python3
"""What the Online Retail file should come to, worked out from the rules in docs/real-orders.md and from nothing else.

    checks/online-retail.py FILE                    prints the expected figures as JSON
    checks/online-retail.py FILE NAME=JSON ...      compares each JSON file of figures with them, exit code 1 if one differs
    checks/online-retail.py FILE --sales            prints what each day, product and customer should come to, as JSON
    checks/online-retail.py FILE --url URL          asks a running Orderlog that holds nothing else every kind of question and compares,
                                                    exit code 1 if something differs; ORDERLOG_TOKEN is its token, with all scopes

Shares no code with the importer on purpose. Python 3.9 or newer, standard library only.
"""
import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from decimal import ROUND_DOWN, Decimal

from online_retail_answers import compare_answers


def read(path):
    """The invoices as lists of rows, by the date of their first row; ties in the file's order."""
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    invoices = {}
    with (gzip.open if packed else open)(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row = {name: value.strip() for name, value in row.items()}
            row["Quantity"] = int(row["Quantity"])
            row["UnitPrice"] = Decimal(row["UnitPrice"])
            invoices.setdefault(row["InvoiceNo"], []).append(row)
    return sorted(invoices.items(), key=lambda invoice: invoice[1][0]["InvoiceDate"])


def why_rejected(number, rows):
    sale, cancellation = number.isdigit(), number[0] == "C" and number[1:].isdigit()
    if number[0] == "A":
        return "bad debt"
    if not sale and not cancellation:
        return "unknown kind"
    if len({(row["CustomerID"], row["Country"]) for row in rows}) > 1:
        return "several customers"
    if any(row["UnitPrice"] < 0 for row in rows):
        return "price below zero"
    if sale and all(row["Quantity"] <= 0 for row in rows):
        return "no positive line"
    return None


def pence(price):
    return int((price * 100).to_integral_value(rounding=ROUND_DOWN))


class Lines(list):
    """[stock code, pieces left, pence, pieces ordered, description] of each line, and (day, pieces) of what came back."""

    def __init__(self, lines):
        super().__init__(lines)
        self.returns = []


def expected(path, sold=None):
    """The figures; adds to sold, if given, (invoice, customer, day, lines) of each order, with what came back taken off its lines."""
    figures = Counter()
    invoices = read(path)
    bought = defaultdict(list)  # customer -> lines of the orders by date
    for number, rows in invoices:
        reason = why_rejected(number, rows)
        if reason:
            figures["rejected: " + reason] += 1
        elif number[0] != "C":
            lines = Lines([row["StockCode"], row["Quantity"], pence(row["UnitPrice"]), row["Quantity"], row["Description"]]
                          for row in rows if row["Quantity"] > 0)
            order(figures, rows, lines)
            if sold is not None:
                sold.append((number, rows[0]["CustomerID"] or "guest-" + number, rows[0]["InvoiceDate"][:10], lines))
            if rows[0]["CustomerID"]:
                bought[rows[0]["CustomerID"]].append(lines)
        else:
            taken = sum(take_back(figures, bought, row) for row in rows)
            figures["taken" if taken else "rejected: nothing matched"] += 1
    figures["invoices"] = len(invoices)
    return dict(sorted(figures.items()))


def order(figures, rows, lines):
    total = sum(pieces * price for _, pieces, price, *_ in lines)
    figures["taken"] += 1
    figures["orders"] += 1
    figures["deliveries"] += 1
    figures["lines"] += len(lines)
    figures["pieces"] += sum(pieces for _, pieces, *_ in lines)
    figures["revenue"] += total
    figures["revenue " + rows[0]["InvoiceDate"][:7]] += total  # the file's dates are London time, and so are the months
    figures["payments"] += total > 0
    figures["paid"] += total
    figures["events"] += 3 + (total > 0)  # placed, paid, shipped, delivered


def take_back(figures, bought, row):
    """Off the same customer's latest earlier order that still has enough of the stock code; True if there is one."""
    wanted = -row["Quantity"]
    if row["CustomerID"] and wanted > 0:
        for lines in reversed(bought[row["CustomerID"]]):
            same = [line for line in lines if line[0] == row["StockCode"]]
            if sum(line[1] for line in same) >= wanted:
                figures["returns"] += 1
                figures["returned pieces"] += wanted
                figures["events"] += 2  # requested, received
                lines.returns.append((row["InvoiceDate"][:10], wanted))
                for line in same:
                    part = min(wanted, line[1])
                    line[1] -= part
                    wanted -= part
                    figures["returned value"] += part * line[2]
                return True
    figures["unmatched lines"] += 1
    return False


COMPARED = ("events", "orders", "lines", "pieces", "revenue", "payments", "paid", "deliveries", "returns", "returned ")


def compare(want, others):
    names = [name for name in want if name.startswith(COMPARED)]
    names += sorted({name for figures in others.values() for name in figures if name.startswith(COMPARED)} - set(names))
    print(f"{'figure':<18}{'file':>16}" + "".join(f"{name:>16}" for name in others))
    equal = True
    for name in names:
        row = [want.get(name, 0)] + [figures.get(name, 0) for figures in others.values()]
        same = len(set(row)) == 1
        equal &= same
        print(f"{name:<18}" + "".join(f"{value:>16,}" for value in row) + ("" if same else "   DIFFERS"))
    print("PASS: all figures are equal" if equal else "FAIL: figures differ")
    return equal


def sales(path):
    """Of days and products [pieces, revenue, pieces returned, their price], of customers [orders, pieces, pieces returned, paid]."""
    sold = []
    expected(path, sold)
    tables = {"days": {}, "products": {}, "customers": {}}
    for _, customer, day, lines in sold:  # days in London are days in UTC: nobody orders at midnight
        add(tables["customers"], customer, 1, 0, 0, 0)
        for code, left, price, pieces, _ in lines:
            back = pieces - left
            add(tables["days"], day, pieces, pieces * price, back, back * price)
            add(tables["products"], code, pieces, pieces * price, back, back * price)
            add(tables["customers"], customer, 0, pieces, back, pieces * price)
    return {name: dict(sorted(table.items())) for name, table in tables.items()}


def add(table, key, *figures):
    table[key] = [old + new for old, new in zip(table.get(key, [0] * len(figures)), figures)]


def rows(table):
    return "{" + ",\n".join(f"{json.dumps(key)}: {figures}" for key, figures in table.items()) + "}"


def main(arguments):
    if not arguments:
        sys.exit(__doc__)
    want = expected(arguments[0])
    if len(arguments) == 1:
        print(json.dumps(want, indent=2))
        return
    if arguments[1] == "--sales":
        print("{" + ",\n".join(f'"{name}": {rows(table)}' for name, table in sales(arguments[0]).items()) + "}")
        return
    if arguments[1] == "--url":
        sold = []
        want = expected(arguments[0], sold)
        sys.exit(0 if compare_answers(arguments[2].rstrip("/"), want, sold, sales(arguments[0])) else 1)
    others = {}
    for argument in arguments[1:]:
        name, path = argument.split("=", 1)
        with open(path, encoding="utf-8") as file:
            others[name] = json.load(file)
    sys.exit(0 if compare(want, others) else 1)


if __name__ == "__main__":
    main(sys.argv[1:])
