package io.orderlog.query.web;

/** Answered with 503. */
final class TooManyExportsException extends RuntimeException {}
