package io.orderlog.query.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderlog.order.LineState;
import io.orderlog.order.Order;
import io.orderlog.order.Recipient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts of an order by whose words it is found: reference, skus, descriptions and, of the recipient, name, e-mail and place. */
final class OrderWords {

    /** Far below what Postgres takes for one order: only one of thousands of different words reaches it. */
    private static final int MOST_BYTES = 256 * 1024;

    private OrderWords() {}

    static List<String> texts(Order order) {
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(order.reference());
        order.lines().forEach(line -> {
            texts.add(line.ordered().sku());
            texts.add(line.ordered().description());
        });
        Recipient recipient = order.recipient();
        if (recipient != null) {
            texts.add(recipient.name());
            texts.add(recipient.email());
            if (recipient.address() != null) {
                texts.add(recipient.address().city());
                texts.add(recipient.address().postalCode());
            }
        }
        return texts.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    }

    /** Whether both have the same texts; nearly all changes leave what was ordered as it is. */
    static boolean same(Order one, Order other) {
        return one.lines().size() == other.lines().size()
                && Objects.equals(one.reference(), other.reference())
                && Objects.equals(one.recipient(), other.recipient())
                && sameOrdered(one.lines(), other.lines())
                || texts(one).equals(texts(other));
    }

    private static boolean sameOrdered(List<LineState> lines, List<LineState> others) {
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).ordered().equals(others.get(i).ordered())) {
                return false;
            }
        }
        return true;
    }

    static Collection<String> of(Order order) {
        Set<String> words = new LinkedHashSet<>();
        int bytes = 0;
        for (String text : texts(order)) {
            for (String word : SearchWords.of(text)) {
                int length = word.getBytes(UTF_8).length;
                if (bytes + length <= MOST_BYTES && words.add(word)) {
                    bytes += length;
                }
            }
        }
        return words;
    }
}
