package io.orderlog.cli;

import java.nio.file.Path;

/** The test resources. */
public final class RetailFiles {

    /** A few invoices as the real file has them, one of each kind. */
    public static final Path REAL_LOOKING = Path.of("src/test/resources/real-looking.csv");

    /** 356 invoices of the real file. */
    public static final Path CUT = Path.of("../checks/online-retail-cut.csv.gz");

    public static final String HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    private RetailFiles() {}
}
