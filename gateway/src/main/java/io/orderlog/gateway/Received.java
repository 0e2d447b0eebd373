package io.orderlog.gateway;

import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/** What a side answered, as far as it is known before its body. */
record Received(HttpStatusCode status, HttpHeaders headers) implements ProxyExchange.Response {

    @Override
    public HttpStatusCode getStatusCode() {
        return status;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }
}
