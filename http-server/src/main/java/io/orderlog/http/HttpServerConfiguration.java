package io.orderlog.http;

import org.apache.catalina.Pipeline;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

/** Applies to every Tomcat whose application has this module on its class path. */
@AutoConfiguration(after = JacksonAutoConfiguration.class)
@EnableConfigurationProperties(HttpServerProperties.class)
class HttpServerConfiguration {

    /** In place of Boot's own, and where that stands: text and bytes are taken by converters before it. */
    @Bean
    @Order
    @ConditionalOnBean(JsonMapper.class)
    ServerHttpMessageConvertersCustomizer wholeJson(JsonMapper mapper) {
        return converters -> converters.withJsonConverter(new WholeJsonConverter(mapper));
    }

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
