package io.orderlog.query.web;

import io.orderlog.query.generation.Generations;
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
    private final Generations generations;
    private final PassedOffsets passed;
    private final ViewsProgress progress;
    private final OrderOwners owners;

    WebConfiguration(WebProperties properties, Generations generations, PassedOffsets passed, ViewsProgress progress,
            OrderOwners owners) {
        this.properties = properties;
        this.generations = generations;
        this.passed = passed;
        this.progress = progress;
        this.owners = owners;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new CachingInterceptor());
        // First: a token is compared with the generation that is read.
        registry.addInterceptor(new GenerationInterceptor(generations)).excludePathPatterns("/rebuilds/**");
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
