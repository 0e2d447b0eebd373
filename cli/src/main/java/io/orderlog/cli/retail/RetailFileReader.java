package io.orderlog.cli.retail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the Online Retail CSV, plain or gzipped, line by line. */
public final class RetailFileReader {

    private static final List<String> COLUMNS = List.of(
            "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country");

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int MAX_QUANTITY = 1_000_000_000;

    /** More digits on either side of the point are no price in pounds, and would cost time and memory to calculate with. */
    private static final int MAX_PRICE_DIGITS = 10;

    private final Path file;

    /** The same texts and prices come again and again: each is kept once. */
    private final Map<String, String> texts = new HashMap<>();

    private final Map<String, BigDecimal> prices = new HashMap<>();
    private final Map<String, InvoiceBuilder> invoices = new LinkedHashMap<>();
    private long line = 1;
    private int lines;
    private int trimmedFields;

    private RetailFileReader(Path file) {
        this.file = file;
    }

    /** @throws UnreadableFileException if the file is not there, is damaged, or is no Online Retail CSV */
    public static RetailFile read(Path file) {
        return new RetailFileReader(file).read();
    }

    private RetailFile read() {
        try (Reader reader = open();
                CSVParser parser = CSVParser.builder().setReader(reader).setFormat(FORMAT).get()) {
            checkColumns(parser.getHeaderNames());
            for (CSVRecord csv : parser) {
                line = parser.getCurrentLineNumber();
                add(csv);
            }
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(e);
        } catch (IllegalArgumentException e) {
            throw new UnreadableFileException("%s, line 1: this is no CSV header (%s)".formatted(file, e.getMessage()), e);
        }
        if (lines == 0) {
            throw new UnreadableFileException("%s holds no invoices: there is nothing after the header".formatted(file));
        }
        List<Invoice> byDate = invoices.values()
                .stream()
                .map(InvoiceBuilder::build)
                .sorted(Comparator.comparing(Invoice::date))
                .toList();
        return new RetailFile(byDate, lines, trimmedFields);
    }

    private Reader open() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        int magic = bytes.read() << 8 | bytes.read();
        bytes.reset();
        InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(bytes, 1 << 16) : bytes;
        return new BufferedReader(new InputStreamReader(plain, UTF_8.newDecoder()));
    }

    private void checkColumns(List<String> header) {
        List<String> missing = COLUMNS.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new UnreadableFileException("%s, line 1: this is no Online Retail file, the column %s is missing"
                    .formatted(file, String.join(", ", missing)));
        }
    }

    private void add(CSVRecord csv) {
        if (!csv.isConsistent()) {
            throw unreadable("has %d fields, the header has %d".formatted(csv.size(), csv.getParser().getHeaderNames().size()));
        }
        lines++;
        String number = text(csv, "InvoiceNo");
        if (number.isEmpty()) {
            throw unreadable("InvoiceNo is empty");
        }
        LocalDateTime date = date(csv);
        String customerId = text(csv, "CustomerID");
        String country = text(csv, "Country");
        invoices.computeIfAbsent(number, _ -> new InvoiceBuilder(number, date, customerId, country))
                .add(date, customerId, country, invoiceLine(csv));
    }

    private InvoiceLine invoiceLine(CSVRecord csv) {
        String stockCode = text(csv, "StockCode");
        if (stockCode.isEmpty()) {
            throw unreadable("StockCode is empty");
        }
        return new InvoiceLine(stockCode, text(csv, "Description"), quantity(csv), price(csv));
    }

    private int quantity(CSVRecord csv) {
        String text = text(csv, "Quantity");
        try {
            int quantity = Integer.parseInt(text);
            if (Math.abs((long) quantity) <= MAX_QUANTITY) {
                return quantity;
            }
        } catch (NumberFormatException _) {
            // The same sentence says it for both.
        }
        throw unreadable("the Quantity %s is no whole number within %,d".formatted(shown(text), MAX_QUANTITY));
    }

    private BigDecimal price(CSVRecord csv) {
        String text = text(csv, "UnitPrice");
        BigDecimal known = prices.get(text);
        if (known != null) {
            return known;
        }
        try {
            BigDecimal price = new BigDecimal(text);
            if (price.precision() - price.scale() <= MAX_PRICE_DIGITS && price.scale() <= MAX_PRICE_DIGITS) {
                prices.put(text, price);
                return price;
            }
        } catch (NumberFormatException _) {
            // The same sentence says it for both.
        }
        throw unreadable("the UnitPrice %s is no price in pounds".formatted(shown(text)));
    }

    private LocalDateTime date(CSVRecord csv) {
        String text = text(csv, "InvoiceDate");
        try {
            return LocalDateTime.parse(text, DATE);
        } catch (DateTimeException e) {
            throw unreadable("the InvoiceDate %s is no date such as 2010-12-01 08:26:00".formatted(shown(text)));
        }
    }

    private String text(CSVRecord csv, String column) {
        String raw = csv.get(column);
        String text = raw.strip();
        if (text.length() != raw.length()) {
            trimmedFields++;
        }
        return texts.computeIfAbsent(text, it -> it);
    }

    private static String shown(String text) {
        return '"' + (text.length() <= 40 ? text : text.substring(0, 40) + "...") + '"';
    }

    private UnreadableFileException unreadable(String problem) {
        return new UnreadableFileException("%s, line %d: %s".formatted(file, line, problem));
    }

    private UnreadableFileException unreadable(IOException e) {
        String problem = switch (e) {
            case NoSuchFileException _ -> "%s does not exist".formatted(file);
            case EOFException _ -> "%s is cut off: it ends in the middle, after line %d".formatted(file, line);
            case ZipException _ -> "%s is damaged: it cannot be unpacked after line %d".formatted(file, line);
            case CharacterCodingException _ -> "%s is not UTF-8 text, after line %d".formatted(file, line);
            default -> "%s cannot be read after line %d: %s".formatted(file, line, e.getMessage());
        };
        return new UnreadableFileException(problem, e);
    }

    private static final class InvoiceBuilder {
        private final String number;
        private final LocalDateTime date;
        private final String customerId;
        private final String country;
        private final List<InvoiceLine> lines = new ArrayList<>();
        private boolean ambiguous;
        private boolean severalTimes;

        InvoiceBuilder(String number, LocalDateTime date, String customerId, String country) {
            this.number = number;
            this.date = date;
            this.customerId = customerId;
            this.country = country;
        }

        void add(LocalDateTime lineDate, String lineCustomerId, String lineCountry, InvoiceLine line) {
            ambiguous |= !lineCustomerId.equals(customerId) || !lineCountry.equals(country);
            severalTimes |= !lineDate.equals(date);
            lines.add(line);
        }

        Invoice build() {
            return new Invoice(number, date, customerId.isEmpty() ? null : customerId, country, lines, ambiguous, severalTimes);
        }
    }
}
