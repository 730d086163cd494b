package dev.sirencast.cli.base;

import java.io.PrintStream;

/**
 * Where a command prints.
 *
 * @param out results: text, or one JSON object
 * @param err progress, warnings and failures
 */
public record Console(PrintStream out, PrintStream err) {}
