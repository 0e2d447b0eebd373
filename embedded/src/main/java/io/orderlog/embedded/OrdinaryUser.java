package io.orderlog.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Postgres refuses to run as root: root starts it in a user namespace or, where the system denies those, as {@code nobody}. */
final class OrdinaryUser {

    private static final List<String> NAMESPACE = List.of("unshare", "--user");
    private static final List<String> NOBODY = List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups");

    private OrdinaryUser() {}

    /** The words to put before a command; none for an ordinary user. */
    static List<String> commandPrefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (works(NAMESPACE)) {
            return NAMESPACE;
        }
        if (works(NOBODY)) {
            return NOBODY;
        }
        throw new EmbeddedServerException(
                "Postgres does not run as root, and neither 'unshare' nor 'setpriv' can start it as somebody else here: use an ordinary user");
    }

    /** Gives a new folder to the user that commands with this prefix run as. */
    static void own(List<String> prefix, Path folder) throws IOException {
        if (prefix.equals(NOBODY)) {
            var nobody = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            Files.setOwner(folder, nobody);
            Files.setOwner(folder.getParent(), nobody);
        }
    }

    private static boolean works(List<String> prefix) {
        var command = new ArrayList<>(prefix);
        command.add("true");
        try {
            return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
