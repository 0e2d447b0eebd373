package io.orderlog.http;

import org.apache.catalina.Pipeline;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** Applies to every Tomcat whose application has this module on its class path. */
@AutoConfiguration
@EnableConfigurationProperties(HttpServerProperties.class)
class HttpServerConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> commonRules(HttpServerProperties properties) {
        return factory -> {
            factory.setProtocol(PacedProtocol.class.getName());
            factory.addConnectorCustomizers(connector -> ((PacedProtocol) connector.getProtocolHandler()).configure(properties));
            factory.addContextCustomizers(context -> {
                Pipeline host = context.getParent().getPipeline();
                host.addValve(new ProblemValve());
                host.addValve(new PlainPathValve());
            });
        };
    }
}
