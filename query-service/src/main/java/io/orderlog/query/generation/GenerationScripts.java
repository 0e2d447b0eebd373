package io.orderlog.query.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The scripts that make the tables of a generation in this release. Whoever has the same can share its generations. */
@Component
public class GenerationScripts {

    private static final int ENOUGH = 16;

    private final List<String> locations;
    private final String definition;

    GenerationScripts(DatabaseProperties properties) {
        this.locations = List.copyOf(properties.scripts());
        this.definition = fingerprint(locations);
    }

    /** The fingerprint of all of them. */
    public String definition() {
        return definition;
    }

    List<String> locations() {
        return locations;
    }

    private static String fingerprint(List<String> locations) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Resource script : scripts(locations)) {
                digest.update(String.valueOf(script.getFilename()).getBytes(UTF_8));
                digest.update(script.getContentAsByteArray());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, ENOUGH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Resource> scripts(List<String> locations) throws IOException {
        var resolver = new PathMatchingResourcePatternResolver();
        List<Resource> scripts = new ArrayList<>();
        for (String location : locations) {
            scripts.addAll(List.of(resolver.getResources(location + "/*.sql")));
        }
        scripts.sort(Comparator.comparing(script -> String.valueOf(script.getFilename())));
        return scripts;
    }
}
