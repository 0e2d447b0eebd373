package io.orderlog.query.orders;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface OrderDocuments extends Repository<OrderDocumentRow, UUID> {

    Optional<OrderDocumentRow> findById(UUID id);

    /** Does not read the document. */
    Optional<OrderVersion> findVersionById(UUID id);
}
