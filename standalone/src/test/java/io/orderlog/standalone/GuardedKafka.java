package io.orderlog.standalone;

import io.orderlog.embedded.KafkaServer;
import io.orderlog.http.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * A broker that is spoken to over TLS, asks who somebody is and enforces what that user may do, set up by {@code deploy/kafka-access}: Kafka's tools, which are
 * not here, are stood in for by a script that notes down what they are called with, which is then done by an administrator.
 */
final class GuardedKafka implements AutoCloseable {

    private static final String TOOL = """
            #!/bin/bash
            { basename "$0"; printf '%s\\n' "$@"; for a; do case $a in /*) [ ! -f "$a" ] || cat "$a";; esac; done; echo --; } >> "$CALLS"
            """;

    /** The tool takes what is in a file as it is. */
    private static final Pattern PASSWORD_IN_FILE = Pattern.compile("^SCRAM-SHA-512=iterations=8192,password=(.*)$");

    private static final String PASSWORD = TestCertificate.PASSWORD;

    private final KafkaServer server;
    private final String outside;
    private final Path keys;

    private GuardedKafka(KafkaServer server, String outside, Path keys) {
        this.server = server;
        this.outside = outside;
        this.keys = keys;
    }

    static GuardedKafka start(Path directory, TestCertificate certificate) throws Exception {
        String controller = "127.0.0.1:" + Launched.freePort();
        String inside = "127.0.0.1:" + Launched.freePort();
        String outside = "127.0.0.1:" + Launched.freePort();
        Path keys = certificate.keys();
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "INSIDE://%s,OUTSIDE://%s,CONTROLLER://%s".formatted(inside, outside, controller));
        settings.put("advertised.listeners", "INSIDE://%s,OUTSIDE://%s".formatted(inside, outside));
        settings.put("listener.security.protocol.map", "INSIDE:PLAINTEXT,OUTSIDE:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "INSIDE");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("log.dirs", directory.resolve("kafka").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put("listener.name.outside.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.outside.ssl.keystore.type", "PKCS12");
        settings.put("listener.name.outside.ssl.keystore.location", keys.toString());
        settings.put("listener.name.outside.ssl.keystore.password", PASSWORD);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // Whoever is inside: the broker itself, and the administrator of this test.
        settings.put("super.users", "User:ANONYMOUS");
        var kafka = new GuardedKafka(KafkaServer.start(Uuid.randomUuid().toString(), settings), outside, keys);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", inside))) {
            for (List<String> call : calls(directory)) {
                carryOut(admin, call);
            }
        }
        return kafka;
    }

    /** What a service that logs in as that user is started with. */
    List<String> springSettings(String user) {
        return List.of(
                "--spring.kafka.bootstrap-servers=" + outside,
                "--spring.kafka.security.protocol=SASL_SSL",
                "--spring.kafka.ssl.bundle=kafka",
                "--spring.ssl.bundle.jks.kafka.truststore.type=PKCS12",
                "--spring.ssl.bundle.jks.kafka.truststore.location=" + keys,
                "--spring.ssl.bundle.jks.kafka.truststore.password=" + PASSWORD,
                "--spring.kafka.properties.sasl.mechanism=SCRAM-SHA-512",
                "--spring.kafka.properties.sasl.jaas.config=" + login(user));
    }

    /** The same for any client of Kafka. */
    Map<String, Object> settings(String user) {
        return Map.of(
                "bootstrap.servers", outside,
                "security.protocol", "SASL_SSL",
                "ssl.truststore.type", "PKCS12",
                "ssl.truststore.location", keys.toString(),
                "ssl.truststore.password", PASSWORD,
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", login(user));
    }

    private static String login(String user) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"secret-of-%s\";"
                .formatted(user, user);
    }

    private static List<List<String>> calls(Path directory) throws IOException, InterruptedException {
        Path calls = directory.resolve("calls");
        for (String tool : List.of("kafka-configs.sh", "kafka-acls.sh")) {
            Path file = Files.writeString(directory.resolve(tool), TOOL);
            if (!file.toFile().setExecutable(true)) {
                throw new IOException("Cannot make " + file + " executable");
            }
        }
        ProcessBuilder script = new ProcessBuilder("../deploy/kafka-access", "broker:9092", "admin.properties").inheritIO();
        script.environment()
                .putAll(Map.of(
                        "KAFKA_BIN", directory.toString(), "CALLS", calls.toString(),
                        "ORDERLOG_COMMAND_PASSWORD", "secret-of-orderlog-command", "ORDERLOG_QUERY_PASSWORD", "secret-of-orderlog-query"));
        if (script.start().waitFor() != 0) {
            throw new IOException("The script failed");
        }
        return Arrays.stream(Files.readString(calls).split("\n--\n")).map(call -> List.of(call.split("\n"))).toList();
    }

    private static void carryOut(Admin admin, List<String> call) throws Exception {
        switch (call.getFirst()) {
            case "kafka-configs.sh" -> {
                String password = PASSWORD_IN_FILE.matcher(call.getLast()).results().findFirst().orElseThrow().group(1);
                var credential = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 8192);
                admin.alterUserScramCredentials(
                        List.of(new UserScramCredentialUpsertion(value(call, "--entity-name"), credential, password)))
                        .all()
                        .get();
            }
            case "kafka-acls.sh" -> admin.createAcls(bindings(call)).all().get();
            default -> throw new IllegalArgumentException(call.toString());
        }
    }

    private static List<AclBinding> bindings(List<String> call) {
        boolean topic = call.contains("--topic");
        var pattern = new ResourcePattern(topic ? ResourceType.TOPIC : ResourceType.GROUP, value(call, topic ? "--topic" : "--group"),
                call.contains("prefixed") ? PatternType.PREFIXED : PatternType.LITERAL);
        List<AclBinding> bindings = new ArrayList<>();
        IntStream.range(0, call.size()).filter(i -> call.get(i).equals("--operation")).forEach(i -> {
            AclOperation operation = SecurityUtils.operation(call.get(i + 1));
            bindings.add(new AclBinding(pattern,
                    new AccessControlEntry(value(call, "--allow-principal"), "*", operation, AclPermissionType.ALLOW)));
        });
        return bindings;
    }

    private static String value(List<String> call, String option) {
        return call.get(call.indexOf(option) + 1);
    }

    @Override
    public void close() {
        server.close();
    }
}
