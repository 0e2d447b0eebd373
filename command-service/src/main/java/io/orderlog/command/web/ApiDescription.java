package io.orderlog.command.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** What every operation has in common, so that the controllers need not say it: headers, answers, problems and examples. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String ANSWER = "#/components/schemas/OrderAnswer";
    private static final String CHANGE = "#/components/schemas/Change";
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String TOKEN = "token";
    private static final JsonMapper JSON = new JsonMapper();

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class).replaceWithClass(Form.Patch.class, ContentsForm.class);
    }

    @Bean
    OpenApiCustomizer description() {
        return api -> {
            api.info(new Info()
                    .title("Orderlog commands")
                    .version("1")
                    .description("Places and changes orders. Amounts are integers in the minor unit of the order's currency."));
            // Where the description was fetched from: behind the gateway no other address can be reached.
            api.setServers(List.of(new Server().url("/")));
            Components components = api.getComponents();
            ModelConverters.getInstance(true).readAll(OrderAnswer.class).forEach(components::addSchemas);
            components.addSchemas("Problem", problem());
            components.addSecuritySchemes(TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT"));
            api.addSecurityItem(new SecurityRequirement().addList(TOKEN));
            unwrapContents(components);
            api.getPaths().values().forEach(path -> path.readOperations().forEach(ApiDescription::describe));
        };
    }

    /** springdoc leaves out what a record has unwrapped. */
    private static void unwrapContents(Components components) {
        ModelConverters.getInstance(true).readAll(ContentsForm.class).forEach(components::addSchemas);
        Schema<?> placement = Objects.requireNonNull(components.getSchemas().get("Placement"));
        Schema<?> contents = Objects.requireNonNull(components.getSchemas().get("ContentsForm"));
        contents.getProperties().forEach(placement::addProperty);
        contents.getRequired().forEach(placement::addRequiredItem);
        components.addSchemas("Change", change(placement, contents));
    }

    /** A merge patch requires nothing. */
    private static Schema<?> change(Schema<?> placement, Schema<?> contents) {
        var change = new ObjectSchema();
        contents.getProperties().forEach(change::addProperty);
        change.addProperty("effectiveAt", Objects.requireNonNull(placement.getProperties()).get("effectiveAt"));
        return change;
    }

    private static void describe(Operation operation) {
        boolean batch = operation.getOperationId().equals("placeBatch");
        operation.setTags(operation.getTags().stream().map(tag -> tag.replace("-controller", "")).toList());
        header(operation, CallerResolver.CORRELATION_ID, "The same for all that one outside cause leads to; answered back.", 128);
        header(operation, CallerResolver.CAUSATION_ID, "The event or request that led to this one.", 128);
        if (!batch) {
            header(operation, CallerResolver.IDEMPOTENCY_KEY, "The client's name for the request: a repetition gets the same answer.", 255);
        }
        if (!batch && !operation.getOperationId().equals("place")) {
            header(operation, "If-Match", "The versions that the order may have, such as \"3\".", 1_000);
        }
        if (batch) {
            operation.setRequestBody(batchBody());
        } else if (operation.getRequestBody() instanceof RequestBody body) {
            describeBody(operation, body);
        }
        operation.setResponses(responses(operation.getOperationId(), batch));
    }

    /** An operation whose body has no example has none that is worth sending. */
    private static void describeBody(Operation operation, RequestBody body) {
        ClassPathResource example = new ClassPathResource("openapi/" + operation.getOperationId() + ".json");
        if (example.exists()) {
            Map<?, ?> value = JSON.readValue(read(example), Map.class);
            body.getContent().values().forEach(content -> content.setExample(value));
            if (operation.getOperationId().equals("revise")) {
                body.getContent().values().forEach(content -> content.setSchema(new Schema<>().$ref(CHANGE)));
            }
        } else {
            operation.setRequestBody(null);
        }
    }

    private static RequestBody batchBody() {
        MediaType lines = new MediaType()
                .schema(new StringSchema()
                        .description("One placement a line, each with an idempotencyKey of its own if it may be repeated."));
        lines.setExample(read(new ClassPathResource("openapi/placeBatch.ndjson")));
        return new RequestBody().required(true).content(new Content().addMediaType(BatchController.NDJSON, lines));
    }

    private static ApiResponses responses(String operationId, boolean batch) {
        ApiResponses responses = new ApiResponses();
        if (batch) {
            responses.addApiResponse("200", batchAnswer());
        } else if (operationId.equals("place")) {
            responses.addApiResponse("201", accepted().addHeaderObject("Location", text("The order's path.")));
        } else {
            responses.addApiResponse("200", accepted());
        }
        Stream.of(ProblemType.values())
                .filter(type -> type != ProblemType.METHOD_NOT_ALLOWED)
                .collect(Collectors.groupingBy(ProblemType::status))
                .forEach((status, types) -> responses.addApiResponse(Integer.toString(status.value()), refused(status, types.stream()
                        .map(type -> type.uri().toString())
                        .collect(Collectors.joining(", ")))));
        return responses;
    }

    private static ApiResponse accepted() {
        return new ApiResponse()
                .description("The order as the command left it.")
                .addHeaderObject("ETag", text("The order's version in quotes."))
                .addHeaderObject("Consistency-Token", text("Partition and offset of the event; a query that carries it sees the event."))
                .addHeaderObject("Idempotency-Replayed", text("true if the request was accepted before."))
                .content(new Content().addMediaType("application/json", new MediaType().schema(new Schema<>().$ref(ANSWER))));
    }

    private static ApiResponse batchAnswer() {
        return new ApiResponse()
                .description("One line for each line that is not blank: {line, status, order} or {line, status, problem}.")
                .content(new Content().addMediaType(BatchController.NDJSON, new MediaType().schema(new StringSchema())));
    }

    private static ApiResponse refused(HttpStatus status, String types) {
        ApiResponse response = new ApiResponse()
                .description(types)
                .content(new Content()
                        .addMediaType("application/problem+json", new MediaType().schema(new Schema<ProblemDetail>().$ref(PROBLEM))));
        return status == HttpStatus.SERVICE_UNAVAILABLE
                ? response.addHeaderObject("Retry-After", text("Seconds to wait."))
                : response;
    }

    private static Schema<?> problem() {
        return new Schema<>()
                .type("object")
                .description("RFC 9457. Each type adds what explains it: see docs/problems.md.")
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .additionalProperties(true);
    }

    private static Header text(String description) {
        return new Header().description(description).schema(new StringSchema());
    }

    private static void header(Operation operation, String name, String description, int longest) {
        operation.addParametersItem(new Parameter()
                .in("header")
                .name(name)
                .description(description)
                .schema(new StringSchema().maxLength(longest)));
    }

    private static String read(ClassPathResource example) {
        try {
            return example.getContentAsString(UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + example, e);
        }
    }
}
