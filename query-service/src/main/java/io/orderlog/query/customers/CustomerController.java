package io.orderlog.query.customers;

import io.orderlog.query.customers.CustomerQueries.RankedCustomer;
import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.Page;
import io.orderlog.query.web.QueryParameters;
import io.orderlog.query.web.TextCursor;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What customers' orders come to. */
@RestController
class CustomerController implements CustomerApi {

    private final CustomerQueries customers;

    CustomerController(CustomerQueries customers) {
        this.customers = customers;
    }

    @Override
    @GetMapping(path = "/customers/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Customer> customer(@PathVariable String id, @RequestParam MultiValueMap<String, String> parameters) {
        new QueryParameters(parameters).requireValid();
        return ResponseEntity.ok(customers.find(id).orElseThrow(NotFoundException::customer));
    }

    @Override
    @GetMapping(path = "/customers", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Page<Customer>> customers(@RequestParam MultiValueMap<String, String> parameters) {
        CustomerSearch search = CustomerSearch.parse(parameters);
        if (search.customer() != null) {
            return new Page<>(customers.find(search.customer()).stream().toList(), null).toResponse();
        }
        List<RankedCustomer> found = customers.top(search);
        List<RankedCustomer> shown = found.subList(0, Math.min(search.limit(), found.size()));
        return new Page<>(
                shown.stream().map(RankedCustomer::customer).toList(),
                found.size() == shown.size() ? null : next(search, shown.getLast(), parameters)).toResponse();
    }

    private static String next(CustomerSearch search, RankedCustomer last, MultiValueMap<String, String> parameters) {
        TextCursor cursor = new TextCursor(last.rank().sum(), last.rank().id());
        return Page.address("/customers", parameters, "cursor", cursor.encode(search.question()));
    }
}
