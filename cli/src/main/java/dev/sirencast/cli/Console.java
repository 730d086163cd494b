package dev.sirencast.cli;

import java.io.PrintStream;

/**
 * Where a command prints.
 *
 * @param out results: text, or one JSON object
 * @param err progress, warnings and failures
 */
record Console(PrintStream out, PrintStream err) {}
