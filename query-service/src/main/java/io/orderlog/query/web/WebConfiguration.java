package io.orderlog.query.web;

import io.orderlog.query.projection.PassedOffsets;
import io.orderlog.query.projection.ViewsProgress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class WebConfiguration implements WebMvcConfigurer {

    private final WebProperties properties;
    private final PassedOffsets passed;
    private final ViewsProgress progress;
    private final OrderOwners owners;

    WebConfiguration(WebProperties properties, PassedOffsets passed, ViewsProgress progress, OrderOwners owners) {
        this.properties = properties;
        this.passed = passed;
        this.progress = progress;
        this.owners = owners;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new CachingInterceptor());
        registry.addInterceptor(new ConsistencyInterceptor(properties, passed, progress))
                .addPathPatterns("/orders/**", "/customers/**", "/sales/**", "/audit/**");
        registry.addInterceptor(new OwnOrdersInterceptor(owners)).addPathPatterns("/orders/**", "/customers/**");
    }

    /** What is summed up when it is read has no version that could be its tag. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> tagsOfSums() {
        FilterRegistrationBean<ShallowEtagHeaderFilter> tags = new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        tags.addUrlPatterns("/customers/*", "/sales/*");
        return tags;
    }
}
