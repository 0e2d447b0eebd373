package io.orderlog.chaos.house;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** What every process of the house starts with: runs another program's main method, and ends with the process that started it. */
final class Child {

    private static final Duration TO_END = Duration.ofSeconds(20);

    private Child() {}

    /** @param args the class to run and its arguments */
    public static void main(String[] args) throws Exception {
        Thread.ofPlatform().daemon().name("parent-watch").start(Child::endWithParent);
        Class.forName(args[0])
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    /** The pipe from the parent ends with it, however it ended. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said.
            }
        } catch (IOException e) {
            // As good as the end of it.
        }
        Thread.ofPlatform().daemon().start(() -> {
            try {
                Thread.sleep(TO_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(1);
        });
        System.exit(0);
    }
}
