# One image for each service, from the jars that `mvn -DskipTests package` makes:
#   docker build --build-arg SERVICE=command-service -t orderlog/command-service .

FROM eclipse-temurin:25-jdk AS layers
ARG SERVICE
WORKDIR /build
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar application.jar
RUN java -Djarmode=tools -jar application.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
ARG SERVICE
RUN groupadd --gid 10001 orderlog && useradd --uid 10001 --gid orderlog --no-create-home --shell /usr/sbin/nologin orderlog \
    && mkdir -p /application /data && chown orderlog:orderlog /data
WORKDIR /application
# What changes seldom comes first, so that a new release is a small download.
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
COPY deploy/java.options ./
COPY deploy/healthy /usr/local/bin/healthy
# Starts the application up to where it would connect, with an issuer of tokens that nobody asks, and keeps the classes as they are by then: a start takes half the time.
RUN java @java.options -XX:AOTCacheOutput=application.aot -Dspring.context.exit=onRefresh -jar application.jar \
        --spring.security.oauth2.resourceserver.jwt.issuer-uri=http://localhost \
        --orderlog.authorization.issuer=http://localhost --orderlog.authorization.secrets=/tmp/training/secrets \
        > /tmp/training.log 2>&1 || { cat /tmp/training.log; exit 1; }; rm -rf /tmp/training*
# One JSON object a line, in the Elastic Common Schema.
ENV LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
USER 10001:10001
VOLUME /data
ENTRYPOINT ["java", "@java.options", "-XX:AOTCache=application.aot", "-jar", "application.jar"]
