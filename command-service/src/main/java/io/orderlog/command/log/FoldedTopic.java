package io.orderlog.command.log;

import org.apache.kafka.clients.admin.TopicDescription;

/**
 * The topic that states were folded from. Other states come out of another topic, and of the same one with another number of partitions.
 *
 * @param id another one for a topic that was made again under the same name
 */
record FoldedTopic(String id, int partitions) {

    static FoldedTopic of(TopicDescription topic) {
        return new FoldedTopic(topic.topicId().toString(), topic.partitions().size());
    }

    static FoldedTopic parse(String text) {
        int slash = text.indexOf('/');
        return new FoldedTopic(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return id + "/" + partitions;
    }
}
