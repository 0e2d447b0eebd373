package io.orderlog.query.sales;

import io.orderlog.query.web.NotFoundException;
import io.orderlog.query.web.Page;
import io.orderlog.query.web.TextCursor;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** What products and days sold. */
@RestController
class SalesController implements SalesApi {

    private final SalesQueries sales;

    SalesController(SalesQueries sales) {
        this.sales = sales;
    }

    @Override
    @GetMapping(path = "/sales/products", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Page<ProductSales>> products(@RequestParam MultiValueMap<String, String> parameters) {
        ProductSearch search = ProductSearch.parse(parameters);
        List<ProductSales> found = sales.top(search);
        List<ProductSales> shown = found.subList(0, Math.min(search.limit(), found.size()));
        return new Page<>(shown, found.size() == shown.size() ? null : next(search, shown.getLast(), parameters)).toResponse();
    }

    private static String next(ProductSearch search, ProductSales last, MultiValueMap<String, String> parameters) {
        TextCursor cursor = new TextCursor(search.sort().value(last), last.sku());
        return Page.address("/sales/products", parameters, "cursor", cursor.encode(search.question()));
    }

    @Override
    @GetMapping(path = "/sales/products/{sku}", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Page<DaySales>> product(@PathVariable String sku, @RequestParam MultiValueMap<String, String> parameters) {
        Page<DaySales> page = days("/sales/products/" + UriUtils.encode(sku, "UTF-8"), DaySearch.parse(sku, parameters), parameters);
        if (page.items().isEmpty() && !sales.wasSold(sku)) {
            throw NotFoundException.product();
        }
        return page.toResponse();
    }

    @Override
    @GetMapping(path = "/sales/days", produces = MediaType.APPLICATION_JSON_VALUE)
    public ResponseEntity<Page<DaySales>> days(@RequestParam MultiValueMap<String, String> parameters) {
        return days("/sales/days", DaySearch.parse(parameters), parameters).toResponse();
    }

    private Page<DaySales> days(String path, DaySearch search, MultiValueMap<String, String> parameters) {
        List<DaySales> found = sales.days(search);
        List<DaySales> shown = found.subList(0, Math.min(search.limit(), found.size()));
        return new Page<>(shown, found.size() == shown.size()
                ? null
                : Page.address(path, parameters, "cursor", search.cursorAfter(shown.getLast())));
    }
}
