package io.orderlog.query;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Remembers the SQL of queries; Hibernate makes it from its name. */
public final class RecordedStatements implements StatementInspector {

    /** What tests take that look at them: all instances of all tests write to the same list. */
    static final String LOCK = "statements";

    static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();

    @Override
    public String inspect(String sql) {
        STATEMENTS.add(sql);
        return sql;
    }
}
