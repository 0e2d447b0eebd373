package io.orderlog.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key that signs tokens and the secrets of the clients: made once, and kept in files that only their owner reads.
 *
 * <p>A client's file is one that {@code curl -K} understands, so that nobody has to type a secret, or show it to everyone on the machine.
 */
final class Secrets {

    private static final int KEY_BITS = 2_048;
    private static final int SECRET_BYTES = 32;
    private static final Pattern USER = Pattern.compile("(?m)^user = \"[^:\"]+:([^\"]+)\"$");

    private final Path folder;

    /** @param folder is made if it is missing */
    Secrets(Path folder) {
        this.folder = folder;
    }

    RSAKey signingKey() {
        try {
            return RSAKey.parse(kept("signing-key", Secrets::newKey));
        } catch (ParseException e) {
            throw new IllegalStateException("%s is damaged; delete it, and a new one is made".formatted(folder.resolve("signing-key")), e);
        }
    }

    private static String newKey() {
        try {
            return new RSAKeyGenerator(KEY_BITS).keyIDFromThumbprint(true).generate().toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String of(TrialClient client) {
        Matcher user = USER.matcher(kept(client.id(), () -> """
                user = "%s:%s"
                data = "grant_type=client_credentials"
                """.formatted(client.id(), newSecret())));
        if (!user.find()) {
            throw new IllegalStateException("%s is damaged; delete it, and a new one is made".formatted(folder.resolve(client.id())));
        }
        return user.group(1);
    }

    private static String newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private String kept(String name, Supplier<String> content) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                Path unfinished = folder.resolve(name + ".unfinished");
                Files.deleteIfExists(unfinished);
                Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.move(Files.writeString(unfinished, content.get()), file);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
