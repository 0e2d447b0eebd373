package io.orderlog.cli.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows to get a token (OAuth 2 client credentials). Comes from the environment or a file, never from an argument, which
 * everybody on the machine could see.
 *
 * @param tokenUrl {@code null}: where the launcher has it, at {@code oauth2/token} of the server
 * @param scope what to ask for; {@code null}: all that the client may have
 */
public record Credentials(String clientId, String clientSecret, @Nullable URI tokenUrl, @Nullable String scope) {

    /** As {@code curl -K} reads it. */
    private static final Pattern USER = Pattern.compile("(?m)^user\\s*=\\s*\"([^:\"]+):([^\"]+)\"\\s*$");
    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    /**
     * Those in the environment, in the file that was named, or of the launcher whose data folder is here.
     *
     * @param file as it was named on the command line
     * @return {@code null} if there are none
     * @throws CredentialsException if they are not as they must be
     */
    public static @Nullable Credentials find(@Nullable Path file, Map<String, String> environment) {
        String tokenUrl = environment.get("ORDERLOG_TOKEN_URL");
        URI url = tokenUrl == null ? null : URI.create(tokenUrl);
        String scope = environment.get("ORDERLOG_SCOPE");
        String id = environment.get("ORDERLOG_CLIENT_ID");
        String secret = environment.get("ORDERLOG_CLIENT_SECRET");
        if (file == null && id != null && secret != null) {
            return new Credentials(id, secret, url, scope);
        }
        Path named = file == null && environment.get("ORDERLOG_CREDENTIALS") instanceof String path ? Path.of(path) : file;
        Path launchers = Path.of(environment.getOrDefault("ORDERLOG_DATA", "orderlog-data"), "clients", "shop");
        if (named == null && !Files.exists(launchers)) {
            return null;
        }
        Matcher user = USER.matcher(read(named == null ? launchers : named));
        if (!user.find()) {
            throw new CredentialsException("%s has no line like: user = \"ID:SECRET\"".formatted(named == null ? launchers : named));
        }
        return new Credentials(user.group(1), user.group(2), url, scope);
    }

    private static String read(Path file) {
        try {
            if (!Collections.disjoint(OF_OTHERS, Files.getPosixFilePermissions(file))) {
                throw new CredentialsException("%s can be read by others than its owner: chmod 600 %s".formatted(file, file));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new CredentialsException("%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
        }
    }

    /** Without the secret, which nothing may show. */
    @Override
    public String toString() {
        return clientId;
    }
}
