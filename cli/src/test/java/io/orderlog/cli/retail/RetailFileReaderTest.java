package io.orderlog.cli.retail;

import static io.orderlog.cli.RetailFiles.HEADER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.orderlog.cli.RetailFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetailFileReaderTest {

    private static final String GOOD = "536365,85123A,HEART,6,2010-12-01 08:26:00,2.55,17850,United Kingdom\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void linesOfOneInvoiceComeTogetherWhereverTheyStand() throws IOException {
        RetailFile file = read(HEADER + GOOD + "536366,A,OTHER,1,2010-12-01 08:28:00,1,,France\n"
                + "536365,71053,LANTERN,1,2010-12-01 08:27:00,3.39,17850,United Kingdom\n");

        assertThat(file.lines()).isEqualTo(3);
        assertThat(file.invoices()).extracting(Invoice::number).containsExactly("536365", "536366");
        Invoice first = file.invoices().getFirst();
        assertThat(first.lines()).extracting(InvoiceLine::stockCode).containsExactly("85123A", "71053");
        assertThat(first.date()).isEqualTo(LocalDateTime.parse("2010-12-01T08:26:00"));
        assertThat(first.severalTimes()).isTrue();
        assertThat(first.ambiguous()).isFalse();
        assertThat(file.invoices().getLast().customerId()).isNull();
    }

    @Test
    void invoicesComeByDateAndInTheFilesOrderWhereDatesAreEqual() throws IOException {
        RetailFile file = read(HEADER + "3,A,,1,2011-01-02 00:00:00,1,,\n" + "2,A,,1,2011-01-01 00:00:00,1,,\n"
                + "1,A,,1,2011-01-01 00:00:00,1,,\n");

        assertThat(file.invoices()).extracting(Invoice::number).containsExactly("2", "1", "3");
    }

    @Test
    void blanksAroundFieldsAreTakenAwayAndCounted() throws IOException {
        RetailFile file = read(HEADER + " 536365 ,85123A, HEART ,6,2010-12-01 08:26:00,2.55,17850,United Kingdom\n");

        assertThat(file.trimmedFields()).isEqualTo(2);
        assertThat(file.invoices().getFirst().lines().getFirst())
                .isEqualTo(new InvoiceLine("85123A", "HEART", 6, new BigDecimal("2.55")));
    }

    @Test
    void columnsMayStandInAnyOrder() throws IOException {
        RetailFile file = read("""
                Country,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo
                France,1,2.5,2010-12-01 08:26:00,3,THING,A,9
                """);

        assertThat(file.invoices().getFirst().number()).isEqualTo("9");
    }

    @Test
    void aGzippedFileReadsAsThePlainOne() throws IOException {
        Path zipped = folder.resolve("orders.csv.gz");
        Files.write(zipped, gzip(Files.readAllBytes(RetailFiles.REAL_LOOKING)));

        assertThat(RetailFileReader.read(zipped)).isEqualTo(RetailFileReader.read(RetailFiles.REAL_LOOKING));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            536365,A,X,6.5,2010-12-01 08:26:00,2.55,1,UK             | the Quantity "6.5" is no whole number within 1,000,000,000
            536365,A,X,-2147483648,2010-12-01 08:26:00,2.55,1,UK     | the Quantity "-2147483648" is no whole number within 1,000,000,000
            536365,A,X,6,01/12/2010 08:26,2.55,1,UK                  | the InvoiceDate "01/12/2010 08:26" is no date such as 2010-12-01 08:26:00
            536365,A,X,6,2011-02-30 08:26:00,2.55,1,UK               | the InvoiceDate "2011-02-30 08:26:00" is no date such as 2010-12-01 08:26:00
            536365,A,X,6,2010-12-01 08:26:00,two,1,UK                | the UnitPrice "two" is no price in pounds
            536365,A,X,6,2010-12-01 08:26:00,1e999999999,1,UK        | the UnitPrice "1e999999999" is no price in pounds
            536365,A,X,6,2010-12-01 08:26:00,1e-999999999,1,UK       | the UnitPrice "1e-999999999" is no price in pounds
            ,A,X,6,2010-12-01 08:26:00,2.55,1,UK                     | InvoiceNo is empty
            536365,,X,6,2010-12-01 08:26:00,2.55,1,UK                | StockCode is empty
            536365,A,X                                               | has 3 fields, the header has 8
            """)
    void aLineThatCannotBeReadIsNamedWithWhatIsWrong(String line, String problem) throws IOException {
        Path file = write(HEADER + GOOD + line + "\n");

        assertUnreadable(file, file + ", line 3: " + problem);
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        Path file = write(HEADER.replace("StockCode,", ""));

        assertUnreadable(file, file + ", line 1: this is no Online Retail file, the column StockCode is missing");
    }

    @Test
    void anythingElseThanACsvIsRefused() throws IOException {
        Path picture = folder.resolve("picture.png");
        Files.write(picture, new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, (byte) 0xff});
        Path json = write("{\"orders\": [1, 2, 3]}\n");
        Path empty = write("");

        assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> RetailFileReader.read(picture))
                .withMessage(picture + " is not UTF-8 text, after line 1");
        assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> RetailFileReader.read(json))
                .withMessageStartingWith(json + ", line 1: this is no Online Retail file");
        assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> RetailFileReader.read(empty))
                .withMessageStartingWith(empty + ", line 1: this is no Online Retail file");
    }

    @Test
    void aHeaderAloneIsNoFileOfInvoices() throws IOException {
        Path file = write(HEADER);

        assertUnreadable(file, file + " holds no invoices: there is nothing after the header");
    }

    @Test
    void aTruncatedOrDamagedGzipFileSaysSo() throws IOException {
        byte[] whole = gzip((HEADER + GOOD.repeat(5_000)).getBytes(UTF_8));
        Path truncated = folder.resolve("truncated.csv.gz");
        Files.write(truncated, Arrays.copyOf(whole, whole.length - 40));
        whole[20] ^= 0x55;
        whole[21] ^= 0x55;
        Path damaged = folder.resolve("damaged.csv.gz");
        Files.write(damaged, whole);

        assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> RetailFileReader.read(truncated))
                .withMessageMatching(".*truncated.csv.gz is cut off: it ends in the middle, after line \\d+");
        assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> RetailFileReader.read(damaged))
                .withMessageContaining("damaged.csv.gz");
    }

    @Test
    void aFileThatIsNotThereOrInAnotherEncodingSaysSo() throws IOException {
        Path missing = folder.resolve("missing.csv");
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, (HEADER + GOOD + GOOD.replace("HEART", "£2")).getBytes(ISO_8859_1));

        assertUnreadable(missing, missing + " does not exist");
        assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> RetailFileReader.read(latin))
                .withMessageStartingWith(latin + " is not UTF-8 text, after line ");
    }

    private RetailFile read(String content) throws IOException {
        return RetailFileReader.read(write(content));
    }

    private Path write(String content) throws IOException {
        Path file = Files.createTempFile(folder, "orders", ".csv");
        return Files.writeString(file, content);
    }

    private static void assertUnreadable(Path file, String message) {
        assertThatExceptionOfType(UnreadableFileException.class).isThrownBy(() -> RetailFileReader.read(file)).withMessage(message);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
