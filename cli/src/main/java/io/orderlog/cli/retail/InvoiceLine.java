package io.orderlog.cli.retail;

import java.math.BigDecimal;

/**
 * A line as the file has it.
 *
 * @param quantity in pieces; below zero where goods came back or were written off
 * @param unitPrice in pounds
 */
public record InvoiceLine(String stockCode, String description, int quantity, BigDecimal unitPrice) {}
