package io.orderlog.query.web;

/** Answered with 404. */
public final class NotFoundException extends RuntimeException {

    private final String problem;

    private NotFoundException(String problem, String what) {
        super(what);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }

    static NotFoundException malformed() {
        return new NotFoundException("not-found", "The path has an id that no order can have: an id is a UUID.");
    }

    public static NotFoundException path() {
        return new NotFoundException("not-found", "The path has a number that nothing can have.");
    }

    public static NotFoundException comparison() {
        return new NotFoundException("not-found", "The generation has not been compared with the live one yet.");
    }

    public static NotFoundException order() {
        return new NotFoundException("order-not-found", "There is no such order, or it is not in the views yet.");
    }

    /** There is or may be such an order, but not as it is asked for. */
    public static NotFoundException order(String why) {
        return new NotFoundException("order-not-found", why);
    }

    public static NotFoundException parked() {
        return new NotFoundException("not-parked", "There is no such order, or it is not parked.");
    }

    public static NotFoundException verification() {
        return new NotFoundException("verification-not-found", "There is no such verification.");
    }

    public static NotFoundException customer() {
        return new NotFoundException("customer-not-found", "The customer has no order, or it is not in the views yet.");
    }

    public static NotFoundException product() {
        return new NotFoundException("product-not-found", "No order has this product, or it is not in the views yet.");
    }
}
