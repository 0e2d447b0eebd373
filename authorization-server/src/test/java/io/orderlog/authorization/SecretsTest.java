package io.orderlog.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Test
    void theyAreMadeOnceAndDifferFromClientToClient() {
        Secrets first = new Secrets(data.resolve("clients"));
        String shops = first.of(TrialClient.SHOP);
        Secrets again = new Secrets(data.resolve("clients"));

        assertThat(again.of(TrialClient.SHOP)).isEqualTo(shops).hasSizeGreaterThan(40);
        assertThat(again.of(TrialClient.AUDITOR)).isNotEqualTo(shops);
        assertThat(again.signingKey()).isEqualTo(first.signingKey());
        assertThat(new Secrets(data.resolve("elsewhere")).of(TrialClient.SHOP)).isNotEqualTo(shops);
    }

    @Test
    void onlyTheirOwnerReadsThem() throws IOException {
        Secrets secrets = new Secrets(data.resolve("clients"));
        secrets.signingKey();
        secrets.of(TrialClient.SHOP);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("clients")))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(data.resolve("clients"))) {
            assertThat(files.toList()).hasSize(2)
                    .allSatisfy(
                            file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------"));
        }
    }

    @Test
    void curlReadsTheFileOfAClient() throws IOException {
        String secret = new Secrets(data).of(TrialClient.SHOP);

        assertThat(data.resolve("shop")).content()
                .isEqualTo("user = \"shop:%s\"\ndata = \"grant_type=client_credentials\"\n".formatted(secret));
    }
}
