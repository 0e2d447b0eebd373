package io.orderlog.query;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The read side: follows the log into views in Postgres and answers queries from them. */
@SpringBootApplication
public class QueryServiceApplication {

    static void main(String[] args) {
        new SpringApplicationBuilder(QueryServiceApplication.class).properties("spring.config.name=query-service").run(args);
    }
}
