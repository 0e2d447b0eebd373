package io.orderlog.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final String FILE = "user = \"shop:s3cret\"\ndata = \"grant_type=client_credentials\"\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theyComeFromTheEnvironment() {
        Map<String, String> environment = Map.of(
                "ORDERLOG_CLIENT_ID", "shop", "ORDERLOG_CLIENT_SECRET", "s3cret", "ORDERLOG_TOKEN_URL", "https://id.example.org/token");

        assertThat(Credentials.find(null, environment))
                .isEqualTo(new Credentials("shop", "s3cret", URI.create("https://id.example.org/token"), null));
    }

    @Test
    void orFromAFileThatOnlyItsOwnerReads() throws IOException {
        Path file = write("credentials", "rw-------");

        assertThat(Credentials.find(file, Map.of())).isEqualTo(new Credentials("shop", "s3cret", null, null));
        assertThat(Credentials.find(null, Map.of("ORDERLOG_CREDENTIALS", file.toString()))).isNotNull();
    }

    @Test
    void orFromTheLauncherThatIsHere() throws IOException {
        Files.createDirectory(folder.resolve("clients"));
        write("clients/shop", "rw-------");

        assertThat(Credentials.find(null, Map.of("ORDERLOG_DATA", folder.toString()))).isNotNull();
        assertThat(Credentials.find(null, Map.of("ORDERLOG_DATA", folder.resolve("elsewhere").toString()))).isNull();
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws IOException {
        for (String permissions : new String[]{"rw-r-----", "rw----r--", "rw--w----"}) {
            Path file = write("open-" + permissions, permissions);

            assertThatThrownBy(() -> Credentials.find(file, Map.of())).isInstanceOf(CredentialsException.class)
                    .hasMessage("%s can be read by others than its owner: chmod 600 %s", file, file);
        }
    }

    @Test
    void aFileWithoutThemIsRefused() throws IOException {
        Path file = Files.writeString(write("empty", "rw-------"), "nothing");

        assertThatThrownBy(() -> Credentials.find(file, Map.of())).hasMessageContaining("has no line like: user = \"ID:SECRET\"");
        assertThatThrownBy(() -> Credentials.find(folder.resolve("missing"), Map.of())).hasMessageContaining("cannot be read");
    }

    @Test
    void nothingShowsTheSecret() {
        assertThat(new Credentials("shop", "s3cret", null, null)).hasToString("shop");
    }

    private Path write(String name, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve(name), FILE);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
