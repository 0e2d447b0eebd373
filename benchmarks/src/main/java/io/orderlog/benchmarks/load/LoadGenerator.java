package io.orderlog.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** The generator's process: takes a {@link Load} as a line of JSON and answers with a {@link LoadResult}, until its input ends. */
public final class LoadGenerator {

    private static final JsonMapper JSON = new JsonMapper();

    private LoadGenerator() {}

    public static void main(String[] args) throws IOException {
        AtomicLong numbers = new AtomicLong(ThreadLocalRandom.current().nextLong());
        var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            try (LoadRun run = new LoadRun(JSON.readValue(line, Load.class), numbers::getAndIncrement)) {
                System.out.println(JSON.writeValueAsString(run.run()));
            }
        }
    }
}
