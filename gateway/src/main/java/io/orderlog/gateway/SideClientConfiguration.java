package io.orderlog.gateway;

import java.time.Duration;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The HTTP clients that talk to the sides, stripped of everything that would change a request or an answer. */
@Configuration(proxyBeanMethods = false)
class SideClientConfiguration {

    /** Fewer than a side takes, because some are added on the way. */
    static final int MOST_HEADERS = 80;

    /** The client's threads only move bytes; whoever waits for an answer does so on a virtual thread of its own. */
    private static final int THREADS = 16;

    /** Half of what the sides do, so that no request meets a connection that its side is just giving up. */
    private static final Duration KEEP_IDLE = Duration.ofSeconds(30);

    /** A form is a body like any other: read as parameters it would not reach the side. */
    @Bean
    TomcatConnectorCustomizer requests() {
        return connector -> {
            connector.setParseBodyMethods("");
            connector.setProperty("maxHeaderCount", Integer.toString(MOST_HEADERS));
        };
    }

    /** How the sides prove who they are; a new certificate in a bundle that is watched counts for new connections. */
    @Bean
    SslContextFactory.Client sideTls(GatewayProperties properties, SslBundles bundles) {
        var tls = new SslContextFactory.Client();
        String name = properties.sslBundle();
        if (name != null) {
            tls.setSslContext(bundles.getBundle(name).createSslContext());
            bundles.addBundleUpdateHandler(name, changed -> reload(tls, changed));
        }
        return tls;
    }

    private static void reload(SslContextFactory.Client tls, SslBundle bundle) {
        try {
            tls.reload(reloaded -> reloaded.setSslContext(bundle.createSslContext()));
        } catch (Exception e) {
            throw new IllegalStateException("The new certificates can't be used", e);
        }
    }

    @Bean(destroyMethod = "stop")
    HttpClient sideClient(GatewayProperties properties, SslContextFactory.Client sideTls) throws Exception {
        return client("side-client", properties.connectionsPerSide(), properties, sideTls);
    }

    /** Of its own, so that those who only wait take no connection from those who want an answer. */
    @Bean(destroyMethod = "stop")
    HttpClient waitingClient(GatewayProperties properties, SslContextFactory.Client sideTls) throws Exception {
        return client("waiting-client", properties.waitingPerSide(), properties, sideTls);
    }

    private static HttpClient client(String name, int connections, GatewayProperties properties, SslContextFactory.Client tls)
            throws Exception {
        var threads = new QueuedThreadPool(THREADS);
        threads.setName(name);
        threads.setDaemon(true);
        var connector = new ClientConnector();
        connector.setSslContextFactory(tls);
        var client = new HttpClient(new HttpClientTransportOverHTTP(connector));
        client.setExecutor(threads);
        client.setConnectTimeout(properties.connectTimeout().toMillis());
        client.setIdleTimeout(KEEP_IDLE.toMillis());
        client.setMaxConnectionsPerDestination(connections);
        client.setMaxRequestsQueuedPerDestination(connections);
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.start();
        client.getProtocolHandlers().clear();
        client.getContentDecoderFactories().clear();
        return client;
    }
}
