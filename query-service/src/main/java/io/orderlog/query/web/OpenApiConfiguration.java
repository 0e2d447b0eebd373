package io.orderlog.query.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What OpenAPI says of all queries alike: their errors, and the consistency token. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String TOKEN = "token";
    private static final Map<String, Object> INVALID = Map.of(
            "type", "/problems/invalid-request",
            "title", "Wrong parameters",
            "status", 400,
            "detail", "A parameter is wrong.",
            "instance", "/orders",
            "errors", List.of(Map.of("field", "limit", "reason", "must be from 1 to 200")));

    @Bean
    OpenAPI openApi() {
        return new OpenAPI().info(new Info().title("Orderlog queries").version("v1"))
                .components(new Components().addSecuritySchemes(
                        TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN))
                // Where the description was fetched from: behind the gateway no other address can be reached.
                .addServersItem(new Server().url("/"));
    }

    @Bean
    OpenApiCustomizer whatAllQueriesShare() {
        return api -> api.getPaths().forEach((path, item) -> item.readOperations().forEach(query -> complete(path, query)));
    }

    private static void complete(String path, Operation query) {
        if (!path.startsWith("/rebuilds")) {
            query.addParametersItem(new HeaderParameter().name(ConsistencyToken.HEADER)
                    .description("From the answer to a command, such as 3:1207: the query waits until the views have passed it; "
                            + "several with commas")
                    .schema(new StringSchema()));
            query.addParametersItem(new HeaderParameter().name(GenerationInterceptor.HEADER)
                    .description("The number of the generation that is read, instead of the live one")
                    .schema(new IntegerSchema()));
        }
        query.getResponses()
                .addApiResponse("400", problem("Each wrong or unknown parameter, by name").content(content(INVALID)))
                .addApiResponse("401", problem("No token, or one that is none here"))
                .addApiResponse("403", problem("The token does not allow this"))
                .addApiResponse("503", problem("The views are behind the consistency token, or cannot be read; ask again")
                        .addHeaderObject("Retry-After", new Header().description("In seconds").schema(new IntegerSchema())));
        if (path.contains("/orders/{id}")) {
            query.getResponses().addApiResponse("404", problem("There is no such order, or it is not in the views yet"));
        }
    }

    private static ApiResponse problem(String description) {
        return new ApiResponse().description(description).content(content(null));
    }

    private static Content content(@Nullable Object example) {
        return new Content().addMediaType("application/problem+json", new MediaType().schema(schema()).example(example));
    }

    private static Schema<?> schema() {
        Map<String, Schema> properties = new LinkedHashMap<>();
        List.of("type", "title", "detail", "instance").forEach(name -> properties.put(name, new StringSchema()));
        properties.put("status", new IntegerSchema());
        return new Schema<Object>().type("object").properties(properties);
    }
}
