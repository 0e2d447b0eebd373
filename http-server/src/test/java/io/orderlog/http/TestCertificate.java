package io.orderlog.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine, by name and by number, that nobody trusts by itself, with its key.
 *
 * @param keys a PKCS#12 file with the key and the certificate, as {@code server}
 */
public record TestCertificate(Path keys) {

    public static final String PASSWORD = "changeit";

    /** Made by the JDK's own tool. */
    public static TestCertificate make(Path folder, String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC", "-alias", "server",
                "-dname", "CN=" + name, "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "1", "-storetype", "PKCS12", "-keystore",
                file.toString(),
                "-storepass", PASSWORD).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        return new TestCertificate(file);
    }

    public KeyStore store() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    }

    /** Of somebody who shows the certificate, and trusts nobody but who shows it as well. */
    public SSLContext context() throws GeneralSecurityException, IOException {
        KeyStore store = store();
        var key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        key.init(store, PASSWORD.toCharArray());
        store.setCertificateEntry("trusted", store.getCertificate("server"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
