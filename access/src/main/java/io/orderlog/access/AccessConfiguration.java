package io.orderlog.access;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Applies to every application that says which of its paths need which scope. */
@AutoConfiguration(before = {OAuth2ResourceServerAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class})
@ConditionalOnBean(AccessRules.class)
@EnableConfigurationProperties({AccessProperties.class, OAuth2ResourceServerProperties.class})
class AccessConfiguration {

    /** The description of the interface, and what watches over the service. Actuator has a port of its own. */
    private static final String[] OPEN = {"/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml", "/livez", "/readyz", "/actuator/**"};

    @Bean
    JwtDecoder tokenDecoder(OAuth2ResourceServerProperties properties, AccessProperties access) {
        return TokenDecoder.of(properties.getJwt(), access);
    }

    @Bean
    AuthenticationManager rememberedTokens(JwtDecoder decoder, AccessProperties properties) {
        return new RememberedTokens(decoder, properties, Clock.systemUTC());
    }

    /** As few filters as it takes: nobody has a session here, and a token that a browser does not add by itself cannot be forged. */
    @Bean
    SecurityFilterChain access(HttpSecurity http, AuthenticationManager tokens, AccessRules rules) {
        var problems = new AccessProblems();
        var bearer = new BearerTokenAuthenticationFilter(tokens);
        bearer.setAuthenticationEntryPoint(problems);
        bearer.setAuthenticationFailureHandler(problems);
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(bearer, AuthorizationFilter.class)
                .exceptionHandling(failing -> failing.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .authorizeHttpRequests(requests -> {
                    rules.apply(requests);
                    requests.requestMatchers(OPEN).permitAll();
                    requests.anyRequest().access(Needs.serviceWith(Scope.OPERATE));
                })
                .build();
    }

    /** Paths are held to their plain form before they get here, and what is in a segment is for the service to judge. */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowUrlEncodedCarriageReturn(true);
        firewall.setAllowUrlEncodedLineFeed(true);
        firewall.setAllowUrlEncodedParagraphSeparator(true);
        firewall.setAllowUrlEncodedLineSeparator(true);
        firewall.setAllowNull(true);
        firewall.setAllowBackSlash(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowedParameterNames(_ -> true);
        firewall.setAllowedHeaderNames(_ -> true);
        firewall.setAllowedHeaderValues(_ -> true);
        return firewall;
    }

    /** Each filter would be a span and a timer of its own, at a price that a request would notice. */
    @Bean
    SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
