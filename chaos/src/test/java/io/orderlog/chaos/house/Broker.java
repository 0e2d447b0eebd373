package io.orderlog.chaos.house;

import io.orderlog.embedded.KafkaServer;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;

/** A member of the cluster as a process: one Kafka server with the settings of a file. */
final class Broker {

    private Broker() {}

    /** @param args the cluster's id and the file */
    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of(args[1]))) {
            settings.load(file);
        }
        KafkaServer server = KafkaServer.start(
                args[0],
                settings.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, settings::getProperty)));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }
}
